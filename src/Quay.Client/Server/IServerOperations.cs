namespace Quay.Client;

/// <summary>Asks the server what it supports. Thread-safe. Minor versions add members.</summary>
/// <remarks>
/// <para>Quay itself does not return 403 here. A <see cref="QuayPermissionException"/> comes from a proxy or a firewall.</para>
/// <para>The other exceptions are those of <see cref="ITagOperations"/>, except <see cref="QuayNotFoundException"/>.</para>
/// </remarks>
public interface IServerOperations
{
    /// <summary>Gets the version and the features that the server reports. Needs no token.</summary>
    /// <remarks>
    /// Each call sends two or three requests. If the server or a proxy refuses one of them, for example with 404, the properties that
    /// depend on it are null. Any failure of the request for the version makes only the version null.
    /// </remarks>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="QuayAuthenticationException">A proxy returned 401, or the <c>TokenProvider</c> of the options failed.</exception>
    /// <exception cref="QuayResponseException">A response with the status 200 is not from Quay's API.</exception>
    Task<ServerCapabilities> GetCapabilitiesAsync(CancellationToken cancellationToken = default);
}
