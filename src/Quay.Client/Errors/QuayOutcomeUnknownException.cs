namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the client cannot determine whether a write was applied: its response was lost, and the state of the
/// server does not show it. The message says what the client found. The write was not retried after that.
/// </summary>
/// <inheritdoc cref="QuayException(string, Exception)" path="/param"/>
public sealed class QuayOutcomeUnknownException(string message, Exception? innerException = null)
    : QuayException(message, innerException);
