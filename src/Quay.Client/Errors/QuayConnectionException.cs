namespace Quay.Client;

/// <summary>
/// The exception that is thrown when no complete response arrived: the name did not resolve, or the connection, its proxy or its TLS
/// handshake failed. The client does not retry permanent failures, such as an untrusted certificate.
/// </summary>
/// <inheritdoc cref="QuayException(string, Exception)" path="/param"/>
public sealed class QuayConnectionException(string message, Exception? innerException = null)
    : QuayException(message, innerException)
{
    /// <summary>Gets whether the connection was never made, so that the request was not sent.</summary>
    internal bool WasNeverSent { get; init; }
}
