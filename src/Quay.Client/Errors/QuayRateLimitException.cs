namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the server still returned 429 after the retries. <see cref="QuayException.RetryAfter"/> is set if the
/// server requested a wait.
/// </summary>
public sealed class QuayRateLimitException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayRateLimitException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
