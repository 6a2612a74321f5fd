namespace Quay.Client;

/// <summary>
/// The exception that is thrown when a response has a successful status, but is not what the route returns. Examples are an HTML login
/// page, truncated JSON, an unknown compression, a body that is too large, and a page that does not follow the previous one.
/// </summary>
public sealed class QuayResponseException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayResponseException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
