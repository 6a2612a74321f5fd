namespace Quay.Client;

/// <summary>
/// The exception that is thrown when no complete response arrives in time: an attempt exceeds <c>AttemptTimeout</c>, or a request with its
/// retries and its waits for the rate limit exceeds <c>Timeout</c>. The message states what the time was spent on.
/// </summary>
public sealed class QuayTimeoutException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayTimeoutException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    // Gets whether the server refused each request of the call with 429, or none was sent, so that a write was not applied.
    internal bool WasRefused { get; init; }
}
