namespace Quay.Client.Errors;

/// <summary>
/// The token is missing, expired, disabled or not an OAuth access token (401, and 403 with the words "CSRF token was invalid or missing", with which
/// Quay answers a write that it takes for anonymous), or the <c>TokenProvider</c> of the options failed.
/// </summary>
public sealed class QuayAuthenticationException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayAuthenticationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal QuayAuthenticationException(string message, ErrorAnswer answer)
        : base(message, answer)
    {
    }
}
