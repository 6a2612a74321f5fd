namespace Quay.Client;

/// <summary>
/// The exception that is thrown when a response has a successful status, but its body is not what the endpoint returns: HTML from a login
/// page, other or truncated JSON, an unknown compression, too many bytes, or pages that do not follow each other.
/// </summary>
public sealed class QuayResponseException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayResponseException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
