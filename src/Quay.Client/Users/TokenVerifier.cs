namespace Quay.Client;

/// <summary>
/// Verifies that Quay accepts a token before the client trusts a result that would be incomplete or wrong for an anonymous caller. Quay
/// ignores a token that is expired, revoked or mistyped, and returns 200.
/// </summary>
internal sealed class TokenVerifier(IUserApi api, TimeProvider timeProvider)
{
    // A request with a token costs the server about 0.2 seconds of CPU time, so polling must not double its requests.
    private static readonly TimeSpan TrustedFor = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Verification> _verifications = new(StringComparer.Ordinal);
    private volatile bool _showsUsers;

    // Requests a resource that every live token can read, whatever its scopes, and no anonymous caller can.
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

    // Determines whether Quay refused a request because it considered the caller anonymous.
    public static bool IsRefusalOfAnonymous(QuayException fault) => fault switch
    {
        { StatusCode: HttpStatusCode.BadRequest } => fault.Detail.Says(QuaySentences.NoUser),
        { StatusCode: HttpStatusCode.Unauthorized } => fault.Detail.Says(QuaySentences.NoAnonymousAccess),
        _ => false,
    };

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

        // Earlier pages of this server marked the user. A page without the mark contradicts the earlier verification.
        bool isDoubtful = showsUser == false && _showsUsers;
        if (!await ResultOf(value, isDoubtful).WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Dead(what);
        }
    }

    public static QuayAuthenticationException Dead(string what, QuayException? refusal = null) => new(
        $"{what}: the token is expired, revoked, mistyped or not an OAuth token. Quay treated the request as anonymous, "
        + "so the result would be incomplete or wrong. Replace the token, or set none to read what is public.",
        refusal);

    private Task<bool> ResultOf(string token, bool isDoubtful)
    {
        lock (_gate)
        {
            bool isKnown = _verifications.TryGetValue(token, out Verification? known);
            if (isKnown && (!known!.Result.IsCompleted || (!isDoubtful && IsTrusted(known))))
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

            // Several callers share the verification, so no caller's cancellation ends it. The usual time limits of a request apply.
            Task<bool> result = Task.Run(() => IsTakenForUsersAsync(token), CancellationToken.None);
            _verifications[token] = new Verification(result, timeProvider.GetTimestamp());
            return result;
        }
    }

    // Determines whether a verification is still valid. A failed one is not, nor is a dead token, because Quay may accept it later.
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
            // A proxy before Quay blocks the list of stars, which says nothing about the token.
            return true;
        }
    }

    private static bool IsLastingRefusal(HttpStatusCode? status) =>
        status is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    private sealed record Verification(Task<bool> Result, long Started);
}
