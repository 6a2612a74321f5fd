namespace Quay.Client;

/// <summary>
/// What was asked for is not there (404). Quay says so only to those who may see the namespace; others get <see cref="QuayPermissionException"/> or,
/// without a token, <see cref="QuayAuthenticationException"/>.
/// </summary>
public sealed class QuayNotFoundException : QuayException
{
    /// <inheritdoc cref="QuayException(string, Exception)"/>
    public QuayNotFoundException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal QuayNotFoundException(string message, ErrorResponse answer)
        : base(message, answer)
    {
    }
}
