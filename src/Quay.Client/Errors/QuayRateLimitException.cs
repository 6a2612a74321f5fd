namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the server returns 429 and the client does not retry: the retries are used up, or the wait that the
/// server requests (<see cref="QuayException.RetryAfter"/>) is too long.
/// </summary>
public sealed class QuayRateLimitException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayRateLimitException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
