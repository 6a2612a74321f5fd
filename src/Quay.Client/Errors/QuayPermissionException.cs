namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the user or the scope of the token does not allow the operation (403). It can also mean that the
/// repository does not exist in a namespace to which the user has no access.
/// </summary>
public sealed class QuayPermissionException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayPermissionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
