namespace Quay.Client;

/// <summary>
/// The state of the repository forbids this (409): the tag is immutable, for one. Or what is to be made is there already, which Quay answers with 400.
/// </summary>
public sealed class QuayConflictException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayConflictException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal QuayConflictException(string message, ErrorResponse answer)
        : base(message, answer)
    {
    }
}
