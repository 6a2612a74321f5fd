using System.Net;
using Quay.Client.Errors;

namespace Quay.Client.Users;

internal sealed class UserOperations(IUserApi api) : IUserOperations
{
    // The words are Quay's: to somebody anonymous who asks for stars, and to anyone anonymous where FEATURE_ANONYMOUS_ACCESS is off.
    private const string NoUserWords = "sent a request that this server could not understand";
    private const string NoAnonymousWords = "Anonymous access is not allowed";

    public async Task<User> GetCurrentAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await api.GetLoggedInUserAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (QuayAuthenticationException fault) when (IsUnknownUser(fault))
        {
            throw new QuayAuthenticationException(
                $"{fault.Message} Or it is alive and lacks the scope user:read, to which Quay gives the same answer: CheckTokenAsync tells which.")
            {
                AnswerOf = fault,
            };
        }
    }

    public async Task<TokenCheck> CheckTokenAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return new TokenCheck { IsAlive = true, User = await api.GetLoggedInUserAsync(cancellationToken).ConfigureAwait(false) };
        }
        catch (QuayAuthenticationException fault) when (IsUnknownUser(fault))
        {
            return new TokenCheck { IsAlive = await MayReadStarsAsync(cancellationToken).ConfigureAwait(false) };
        }
    }

    private async Task<bool> MayReadStarsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await api.ListStarredReposAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (QuayException fault) when (IsRefusalOfAnonymous(fault))
        {
            return false;
        }
    }

    /// <summary>Whether Quay itself says 401, and no proxy before it.</summary>
    private static bool IsUnknownUser(QuayAuthenticationException fault) =>
        fault is { StatusCode: HttpStatusCode.Unauthorized, ErrorType: "invalid_token" };

    private static bool IsRefusalOfAnonymous(QuayException fault) => fault switch
    {
        { StatusCode: HttpStatusCode.BadRequest, Detail: { } words } => words.Contains(NoUserWords, StringComparison.Ordinal),
        { StatusCode: HttpStatusCode.Unauthorized, Detail: { } words } => words.Contains(NoAnonymousWords, StringComparison.Ordinal),
        _ => false,
    };
}
