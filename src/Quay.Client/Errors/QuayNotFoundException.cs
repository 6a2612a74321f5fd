namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the requested resource does not exist (404). Quay returns 404 only to callers with access to the
/// namespace; others get <see cref="QuayPermissionException"/> or, without a token, <see cref="QuayAuthenticationException"/>.
/// </summary>
public sealed class QuayNotFoundException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayNotFoundException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
