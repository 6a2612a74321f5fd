namespace Quay.Client;

internal sealed class UserOperations(IUserApi api, TokenVerifier tokens) : IUserOperations
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
                $"{fault.Message} Or the token is valid but lacks the scope user:read: Quay returns the same response. "
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
            return new TokenCheck { IsAlive = await tokens.IsAcceptedAsync(cancellationToken).ConfigureAwait(false) };
        }
    }

    // Determines whether the 401 is from Quay, and not from a proxy in front of it.
    private static bool IsUnknownUser(QuayAuthenticationException fault) =>
        fault is { StatusCode: HttpStatusCode.Unauthorized, ErrorType: "invalid_token" };
}
