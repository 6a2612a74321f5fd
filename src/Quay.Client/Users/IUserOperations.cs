namespace Quay.Client;

/// <summary>Asks who the token is. Safe for use by several threads at once. Minor versions add members.</summary>
public interface IUserOperations
{
    /// <summary>
    /// Reads the user that the token acts as.
    /// Speaks to <c>GET /api/v1/user/</c>; the token needs the scope <c>user:read</c>, and <c>user:admin</c> for what is in the account.
    /// </summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="QuayAuthenticationException">
    /// The token is dead, or it is alive and lacks the scope <c>user:read</c>: Quay answers both with the same 401, byte for byte.
    /// <see cref="CheckTokenAsync"/> tells which.
    /// </exception>
    /// <exception cref="QuayPermissionException">A proxy or firewall before Quay refused.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not a user.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<User> GetCurrentAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Checks whether the token is alive. Each call sends a request. Quay silently ignores a dead token. Reads whose result would be incomplete
    /// or wrong therefore verify the token in the same way, and throw if it is dead: <see cref="IRepositoryOperations.List"/> and
    /// <see cref="IRepositoryOperations.GetAsync"/>.
    /// Speaks to <c>GET /api/v1/user/</c>, and where that is refused to <c>GET /api/v1/repository?starred=true</c>, which every live token may read, whatever
    /// its scopes, and no dead one.
    /// </summary>
    /// <remarks>
    /// The check throws if a proxy blocks the request. It does not report why a token is dead, which scopes a live token has
    /// besides <c>user:read</c>, or when it expires.
    /// </remarks>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="QuayAuthenticationException">
    /// The 401 is not one that Quay gives to a dead token (a proxy asks for a login of its own), or the <c>TokenProvider</c> of the options failed.
    /// </exception>
    /// <exception cref="QuayPermissionException">A proxy or firewall before Quay refused.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not a user.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<TokenCheck> CheckTokenAsync(CancellationToken cancellationToken = default);
}
