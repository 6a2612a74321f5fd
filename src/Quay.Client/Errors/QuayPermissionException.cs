namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the user or the scope of the token does not allow the operation (403), or the repository does not
/// exist and the user has no access to its namespace.
/// </summary>
public sealed class QuayPermissionException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayPermissionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
