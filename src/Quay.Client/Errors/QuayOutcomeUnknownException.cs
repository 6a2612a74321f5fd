namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the client cannot determine whether a write was applied. For example, the response was lost, and the
/// next read was inconclusive. The message states what the client found. The client does not resend the write after that.
/// </summary>
public sealed class QuayOutcomeUnknownException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayOutcomeUnknownException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
