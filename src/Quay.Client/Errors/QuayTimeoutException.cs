namespace Quay.Client;

/// <summary>
/// The exception that is thrown when no complete response arrives in time: an attempt exceeds <c>AttemptTimeout</c>, or a request with its
/// retries exceeds <c>Timeout</c>.
/// </summary>
public sealed class QuayTimeoutException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayTimeoutException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
