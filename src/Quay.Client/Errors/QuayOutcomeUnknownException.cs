namespace Quay.Client.Errors;

/// <summary>
/// A write whose answer was lost, and of which a look at the state afterwards cannot tell whether it happened. The message says what was seen; the inner
/// exception is how the answer was lost. It was not sent again.
/// </summary>
public sealed class QuayOutcomeUnknownException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayOutcomeUnknownException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
