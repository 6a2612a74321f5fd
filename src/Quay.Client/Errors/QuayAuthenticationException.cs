namespace Quay.Client;

/// <summary>
/// The token is missing, expired, disabled or not an OAuth access token (401, and 403 with the words "CSRF token was invalid or missing", with which
/// Quay returns for a write that it considers anonymous), or the <c>TokenProvider</c> of the options failed. Quay answers some reads of an anonymous caller with
/// 200 and an incomplete result. For those, the client verifies the token, and <see cref="QuayException.StatusCode"/> is null.
/// </summary>
public sealed class QuayAuthenticationException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayAuthenticationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal QuayAuthenticationException(string message, ErrorResponse answer)
        : base(message, answer)
    {
    }
}
