using System.Net.Http.Headers;
using Polly.Timeout;

namespace Quay.Client;

/// <summary>Decides which failures are retried, and which requested waits are honored.</summary>
internal static class RetryRule
{
    // Quay's status for a security scanner that did not respond ("downstream issue").
    private const HttpStatusCode DownstreamIssue = (HttpStatusCode)520;

    public static bool IsTransient(Exception fault) => fault switch
    {
        TimeoutRejectedException => true,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => false,
        HttpRequestException or IOException => !ConnectionFault.IsPermanent(fault),

        // The network handler's own limit, such as SocketsHttpHandler.ConnectTimeout.
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    public static async ValueTask<bool> IsTransientAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return !ErrorBody.Read(body, token: null).Detail.Says(QuaySentences.RepositoryNotNormal);
        }

        return response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout or DownstreamIssue;
    }

    // Gets the wait that the Retry-After header requests; null for none. A date is compared with the Date header, which comes from the same
    // clock. Without that header, it is compared with the given clock.
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock)
    {
        HttpResponseHeaders headers = response.Headers;
        TimeSpan age = headers.Date is null ? TimeSpan.Zero : headers.Age ?? TimeSpan.Zero;
        TimeSpan? wait = headers.RetryAfter?.Delta ?? (headers.RetryAfter?.Date - (headers.Date ?? clock.GetUtcNow()) - age);
        return wait > TimeSpan.Zero ? wait : null;
    }

    // Determines whether the client waits as long as the server requests. The caller decides about a longer wait.
    public static bool HonorsRetryAfter(TimeSpan? retryAfter, TimeSpan maxRetryDelay, TimeSpan remainingTime) =>
        retryAfter is not { } wait || (wait <= maxRetryDelay && wait <= remainingTime);
}
