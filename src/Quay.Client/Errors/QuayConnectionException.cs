namespace Quay.Client.Errors;

/// <summary>
/// There was no answer: the name did not resolve, the connection or its TLS handshake failed, or it broke before the answer was whole, at each attempt.
/// </summary>
public sealed class QuayConnectionException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayConnectionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
