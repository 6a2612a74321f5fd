namespace Quay.Client;

/// <summary>
/// The token is alive, but its user or its scope does not allow this (403); or the repository does not exist and the user may not know.
/// </summary>
public sealed class QuayPermissionException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayPermissionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal QuayPermissionException(string message, ErrorResponse answer)
        : base(message, answer)
    {
    }
}
