namespace Quay.Client;

/// <summary>
/// The exception that is thrown when the token is missing, expired, disabled or not an OAuth access token, or when the <c>TokenProvider</c>
/// of the options failed. Quay returns 200 and an incomplete result for some reads of an anonymous caller; for those, the client verifies
/// the token, and <see cref="QuayException.StatusCode"/> is null.
/// </summary>
/// <inheritdoc cref="QuayException(string, Exception)" path="/param"/>
public sealed class QuayAuthenticationException(string message, Exception? innerException = null)
    : QuayException(message, innerException);
