namespace Quay.Client;

/// <summary>
/// The exception that is thrown when a connection fails before the response is complete: the name does not resolve, or the connection, its
/// proxy or its TLS handshake fails. The client does not retry permanent failures, such as an untrusted certificate.
/// </summary>
public sealed class QuayConnectionException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayConnectionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Gets whether the connection was never made, so that the request was not sent.</summary>
    internal bool WasNeverSent { get; init; }
}
