namespace Quay.Client;

/// <summary>
/// The exception that is thrown when a response has a successful status, but its body is not what the endpoint returns: HTML from a login
/// page, other or truncated JSON, an unknown compression, too many bytes, or pages that do not follow each other.
/// </summary>
/// <inheritdoc cref="QuayException(string, Exception)" path="/param"/>
public sealed class QuayResponseException(string message, Exception? innerException = null)
    : QuayException(message, innerException);
