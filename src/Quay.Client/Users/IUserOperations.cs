namespace Quay.Client;

/// <summary>Checks the token and reads its user. Thread-safe. Minor versions add members.</summary>
/// <remarks>
/// <para>Quay itself does not return 403 here. A <see cref="QuayPermissionException"/> comes from a proxy or a firewall.</para>
/// <para>The other exceptions are those of <see cref="ITagOperations"/>, except <see cref="QuayNotFoundException"/>.</para>
/// </remarks>
public interface IUserOperations
{
    /// <summary>Gets the user of the token. It needs the scope <c>user:read</c>, and <c>user:admin</c> for the e-mail address.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayAuthenticationException">Quay does not accept the token, or the token lacks the scope <c>user:read</c>. To
    /// distinguish these, call <see cref="CheckTokenAsync"/>.</exception>
    Task<User> GetCurrentAsync(CancellationToken cancellationToken = default);

    /// <summary>Checks whether Quay accepts the token, regardless of its scopes. Each call sends one or two requests.</summary>
    /// <remarks>
    /// Quay silently ignores a token that it does not accept, and returns what is public. <c>List</c> and <c>GetAsync</c> of
    /// <see cref="IRepositoryOperations"/> therefore check the token in the same way, and throw if Quay does not accept it.
    /// </remarks>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayAuthenticationException">A proxy returned 401, or the <c>TokenProvider</c> of the options failed.</exception>
    Task<TokenCheck> CheckTokenAsync(CancellationToken cancellationToken = default);
}
