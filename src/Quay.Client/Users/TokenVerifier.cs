using System.Net;
using Quay.Client.Errors;
using Quay.Client.Transport;

namespace Quay.Client.Users;

/// <summary>
/// Verifies that Quay takes a token for a user's, before a result is trusted that would be shorter or wrong for an anonymous caller: Quay treats a token that
/// is expired, revoked or mistyped as none, and answers 200.
/// </summary>
/// <param name="api">The endpoints.</param>
/// <param name="timeProvider">The clock of the verifications.</param>
internal sealed class TokenVerifier(IUserApi api, TimeProvider timeProvider)
{
    // The words are Quay's: to somebody anonymous who asks for stars, and to anyone anonymous where FEATURE_ANONYMOUS_ACCESS is off.
    private const string NoUserWords = "sent a request that this server could not understand";
    private const string NoAnonymousWords = "Anonymous access is not allowed";

    // A request with a token costs the server some 0.2 seconds of CPU, so a poll must not double its requests.
    private static readonly TimeSpan TrustedFor = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Verification> _verifications = new(StringComparer.Ordinal);
    private volatile bool _showsUsers;

    /// <summary>Asks what every live token may read, whatever its scopes, and no anonymous caller.</summary>
    /// <exception cref="QuayException">The response tells neither.</exception>
    public static async Task<bool> IsAliveAsync(IUserApi api, CallToken? token, CancellationToken cancellationToken)
    {
        try
        {
            await api.ListStarredReposAsync(token, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (QuayException fault) when (IsRefusalOfAnonymous(fault))
        {
            return false;
        }
    }

    /// <summary>Whether Quay refused because it knows no user of the request.</summary>
    public static bool IsRefusalOfAnonymous(QuayException fault) => fault switch
    {
        { StatusCode: HttpStatusCode.BadRequest, Detail: { } words } => words.Contains(NoUserWords, StringComparison.Ordinal),
        { StatusCode: HttpStatusCode.Unauthorized, Detail: { } words } => words.Contains(NoAnonymousWords, StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Throws unless a response was given to a user, or to a caller without a token.</summary>
    /// <param name="what">What was read, as the start of a message.</param>
    /// <param name="token">The token that the response belongs to.</param>
    /// <param name="showsUser">
    /// Whether the response shows that Quay knew the user; false when it has nothing of what it has for one, null when it cannot show it either way.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayAuthenticationException">The token is dead.</exception>
    /// <exception cref="QuayException">The verification got no response, or an error that may pass.</exception>
    public async Task VerifyAsync(string what, CallToken token, bool? showsUser, CancellationToken cancellationToken)
    {
        if (token.Value is not { } value)
        {
            return;
        }

        if (showsUser == true)
        {
            _showsUsers = true;
            return;
        }

        // A server that shows users elsewhere contradicts what was found out about the token before.
        bool isDoubtful = showsUser == false && _showsUsers;
        if (!await ResultOf(value, isDoubtful).WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Dead(what);
        }
    }

    public static QuayAuthenticationException Dead(string what, QuayException? refusal = null) => new(
        $"{what}: the token is expired, revoked, mistyped or not an OAuth token. Quay treated the request as anonymous, so the result would be incomplete or wrong. "
        + "Replace the token, or set none to read what is public.",
        refusal);

    private Task<bool> ResultOf(string token, bool isDoubtful)
    {
        lock (_gate)
        {
            if (_verifications.TryGetValue(token, out Verification? known) && (!known.Result.IsCompleted || (!isDoubtful && IsTrusted(known))))
            {
                return known.Result;
            }

            foreach ((string other, Verification old) in _verifications)
            {
                if (old.Result.IsCompleted && !IsTrusted(old))
                {
                    _verifications.Remove(other);
                }
            }

            // It belongs to all who wait for it, so no caller's cancellation ends it. Its time limits are those of every request.
            Task<bool> result = Task.Run(() => IsTakenForUsersAsync(token), CancellationToken.None);
            _verifications[token] = new Verification(result, timeProvider.GetTimestamp());
            return result;
        }
    }

    /// <summary>Whether a verification still counts. One that failed never does, nor does a dead token: Quay may take it again.</summary>
    private bool IsTrusted(Verification known) =>
        known.Result.IsCompletedSuccessfully && known.Result.Result && timeProvider.GetElapsedTime(known.Started) < TrustedFor;

    private async Task<bool> IsTakenForUsersAsync(string token)
    {
        try
        {
            return await IsAliveAsync(api, new CallToken { Value = token, IsFixed = true }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (QuayException fault) when (IsLastingRefusal(fault.StatusCode))
        {
            // Somebody before Quay lets the list of stars not through. That says nothing of the token.
            return true;
        }
    }

    private static bool IsLastingRefusal(HttpStatusCode? status) =>
        status is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    private sealed record Verification(Task<bool> Result, long Started);
}
