namespace Quay.Client.Errors;

/// <summary>
/// The token is missing, expired, disabled or not an OAuth access token (401, and 403 with the words "CSRF token was invalid or missing", with which
/// Quay answers a write that it takes for anonymous), or the <c>TokenProvider</c> of the options failed. Quay answers some reads of an anonymous caller with
/// 200 and less: for those the client verifies the token, and <see cref="QuayException.StatusCode"/> is then null.
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
