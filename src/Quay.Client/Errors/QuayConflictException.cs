namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the state of the repository or tag forbids the operation (for example, the tag is immutable), or when
/// the item to create already exists.
/// </summary>
public sealed class QuayConflictException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayConflictException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
