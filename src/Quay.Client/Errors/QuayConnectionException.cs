namespace Quay.Client.Errors;

/// <summary>
/// There was no whole response: the name did not resolve, the connection, its proxy or its TLS handshake failed, or it broke. The message has the innermost
/// reason and names the proxy, if there is one. What another attempt would not change (a certificate that is not trusted, no common TLS version, a proxy that
/// requires a login) is attempted once.
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
