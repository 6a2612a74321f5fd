namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the state of the repository or tag forbids the operation (for example, the tag is immutable), or when
/// the item to create exists.
/// </summary>
/// <inheritdoc cref="QuayException(string, Exception)" path="/param"/>
public sealed class QuayConflictException(string message, Exception? innerException = null)
    : QuayException(message, innerException);
