namespace Quay.Client;

/// <summary>
/// The exception that is thrown when Quay does not accept the token, when the call needs a token but there is none, or when the
/// <c>TokenProvider</c> of the options fails. <see cref="IUserOperations.GetCurrentAsync"/> also throws it if the token lacks the scope
/// <c>user:read</c>. For some reads, Quay ignores a rejected token and returns 200 with an incomplete result. The client then verifies the
/// token. If this shows that Quay rejects it, <see cref="QuayException.StatusCode"/> is null.
/// </summary>
public sealed class QuayAuthenticationException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayAuthenticationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
