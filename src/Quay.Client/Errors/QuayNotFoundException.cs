namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the requested resource does not exist (404). Quay returns 404 only to callers with access to the
/// namespace; others get <see cref="QuayPermissionException"/> or, without a token, <see cref="QuayAuthenticationException"/>.
/// </summary>
/// <inheritdoc cref="QuayException(string, Exception)" path="/param"/>
public sealed class QuayNotFoundException(string message, Exception? innerException = null)
    : QuayException(message, innerException);
