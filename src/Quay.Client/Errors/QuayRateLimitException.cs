namespace Quay.Client;

/// <summary>
/// Too many requests (429), still after the retries. quay.io allows a few requests a second; <see cref="QuayException.RetryAfter"/> is set when the
/// answer said how long to wait.
/// </summary>
public sealed class QuayRateLimitException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayRateLimitException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal QuayRateLimitException(string message, ErrorResponse answer)
        : base(message, answer)
    {
    }
}
