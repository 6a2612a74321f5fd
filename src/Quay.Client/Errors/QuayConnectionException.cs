namespace Quay.Client;

/// <summary>
/// No complete response arrived: the name did not resolve, or the connection, its proxy or its TLS handshake failed. The message has the innermost
/// reason and names the proxy, if there is one. The client does not retry permanent failures (an untrusted certificate, no common TLS version, a proxy that
/// requires a login).
/// </summary>
public sealed class QuayConnectionException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayConnectionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the connection was never made, so that the request was not sent.</summary>
    internal bool WasNeverSent { get; init; }
}
