using System.Net;

namespace Quay.Client.History;

/// <summary>Determines which errors a watch survives.</summary>
internal static class TransientErrors
{
    public static bool Includes(QuayException error) => error switch
    {
        QuayConnectionException or QuayTimeoutException or QuayRateLimitException or QuayResponseException => true,
        QuayAuthenticationException or QuayPermissionException or QuayNotFoundException or QuayFeatureException => false,
        _ => error.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
    };
}
