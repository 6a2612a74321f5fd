namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the server still returned 429 after the retries. <see cref="QuayException.RetryAfter"/> is set if the
/// server requested a wait.
/// </summary>
/// <inheritdoc cref="QuayException(string, Exception)" path="/param"/>
public sealed class QuayRateLimitException(string message, Exception? innerException = null)
    : QuayException(message, innerException);
