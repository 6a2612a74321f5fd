namespace Quay.Client;

/// <summary>
/// The exception that is thrown when no complete response arrived in time: an attempt exceeded <c>AttemptTimeout</c>, or the call with its
/// retries exceeded <c>Timeout</c>.
/// </summary>
/// <inheritdoc cref="QuayException(string, Exception)" path="/param"/>
public sealed class QuayTimeoutException(string message, Exception? innerException = null)
    : QuayException(message, innerException);
