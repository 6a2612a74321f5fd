namespace Quay.Client.Errors;

/// <summary>
/// The state of the repository forbids this (409): the tag is immutable, for one.
/// </summary>
public sealed class QuayConflictException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayConflictException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal QuayConflictException(string message, ErrorAnswer answer)
        : base(message, answer)
    {
    }
}
