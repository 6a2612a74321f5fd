namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the token is missing, expired, disabled or not an OAuth access token, or when the <c>TokenProvider</c>
/// of the options fails. For some reads, Quay ignores an invalid token and returns 200 with an incomplete result. The client then verifies
/// the token. If Quay does not accept it, the client throws this exception without a <see cref="QuayException.StatusCode"/>.
/// </summary>
public sealed class QuayAuthenticationException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayAuthenticationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
