namespace Quay.Client;

internal sealed class UserOperations(IUserApi api) : IUserOperations
{
    public async Task<User> GetCurrentAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await api.GetLoggedInUserAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (QuayAuthenticationException fault) when (IsUnknownUser(fault))
        {
            throw new QuayAuthenticationException(
                $"{fault.Message} Or it is alive and lacks the scope user:read: Quay returns the same response. "
                + "CheckTokenAsync distinguishes them.")
            {
                ResponseOf = fault,
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
            return new TokenCheck { IsAlive = await TokenVerifier.IsAliveAsync(api, token: null, cancellationToken).ConfigureAwait(false) };
        }
    }

    // Whether Quay itself says 401, and no proxy before it.
    private static bool IsUnknownUser(QuayAuthenticationException fault) =>
        fault is { StatusCode: HttpStatusCode.Unauthorized, ErrorType: "invalid_token" };
}
