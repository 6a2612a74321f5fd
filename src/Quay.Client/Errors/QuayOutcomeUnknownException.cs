namespace Quay.Client;

/// <summary>
/// A write of which a look at the state afterwards cannot tell whether it happened: its answer was lost, or it was a success that is not to be seen. The message
/// says what was seen; the inner exception, if there is one, how the answer was lost. Nothing was sent after that look.
/// </summary>
public sealed class QuayOutcomeUnknownException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayOutcomeUnknownException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
