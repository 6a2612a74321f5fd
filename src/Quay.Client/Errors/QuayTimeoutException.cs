namespace Quay.Client;

/// <summary>
/// The answer did not come whole in time: an attempt took longer than <c>AttemptTimeout</c>, or the call with its retries longer than <c>Timeout</c>.
/// </summary>
public sealed class QuayTimeoutException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayTimeoutException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
