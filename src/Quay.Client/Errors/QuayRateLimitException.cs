namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the server returns 429 and the client does not wait: the pause that the server requests
/// (<see cref="QuayException.RetryAfter"/>) is longer than <c>MaxRetryDelay</c> or than the rest of <c>Timeout</c>, or <c>MaxRetries</c> is
/// 0. During such a pause, other calls throw it without sending a request.
/// </summary>
public sealed class QuayRateLimitException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayRateLimitException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
