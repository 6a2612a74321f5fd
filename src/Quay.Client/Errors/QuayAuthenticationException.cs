namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the token is missing, expired, disabled or not an OAuth access token, or when the <c>TokenProvider</c>
/// of the options fails. For some reads, Quay ignores an invalid token and returns 200 with an incomplete result. The client then verifies
/// the token, and <see cref="QuayException.StatusCode"/> is null.
/// </summary>
public sealed class QuayAuthenticationException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayAuthenticationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
