namespace Quay.Client;

/// <summary>Reads and checks the user of the token. Safe for concurrent use. Minor versions add members.</summary>
/// <remarks>
/// Every method can throw <see cref="QuayPermissionException"/> (from a proxy or firewall), <see cref="QuayRateLimitException"/>,
/// <see cref="QuayTimeoutException"/>, <see cref="QuayConnectionException"/>, <see cref="QuayResponseException"/>,
/// <see cref="QuayException"/> for any other error, and <see cref="OperationCanceledException"/>.
/// </remarks>
public interface IUserOperations
{
    /// <summary>
    /// Gets the user that the token acts as. The token needs the scope <c>user:read</c>, and <c>user:admin</c> for the e-mail address.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayAuthenticationException">The token is dead, or lacks the scope <c>user:read</c>. Quay returns the same 401 for
    /// both; <see cref="CheckTokenAsync"/> distinguishes them.</exception>
    Task<User> GetCurrentAsync(CancellationToken cancellationToken = default);

    /// <summary>Checks whether the token is alive, whatever its scopes. Each call sends one or two requests.</summary>
    /// <remarks>
    /// Quay silently ignores a dead token. Reads whose result would be incomplete or wrong therefore verify the token in the same way, and
    /// throw if it is dead: <see cref="IRepositoryOperations.List"/> and <see cref="IRepositoryOperations.GetAsync"/>.
    /// </remarks>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayAuthenticationException">A proxy returned 401, or the <c>TokenProvider</c> of the options failed.</exception>
    Task<TokenCheck> CheckTokenAsync(CancellationToken cancellationToken = default);
}
