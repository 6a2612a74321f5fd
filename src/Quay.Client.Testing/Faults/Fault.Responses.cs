using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Quay.Client.Testing;

public sealed partial class Fault
{
    /// <summary>Gets a fault that returns 502 like Quay's nginx while Quay starts: the HTML page "Quay is currently loading".</summary>
    public static Fault BadGateway { get; } = Response(Nginx.Loading);

    /// <summary>Gets a fault that returns nginx's 503, an HTML page.</summary>
    public static Fault ServiceUnavailable { get; } = Response(Nginx.Page(503, "Service Temporarily Unavailable"));

    /// <summary>Gets a fault that returns nginx's 504, an HTML page.</summary>
    public static Fault GatewayTimeout { get; } = Response(Nginx.Page(504, "Gateway Time-out"));

    /// <summary>Returns a fault with the 429 of Quay's nginx: an HTML page, without <c>Retry-After</c>.</summary>
    public static Fault TooManyRequests() => Response(Nginx.TooManyRequests);

    /// <summary>Returns a fault with a 429 whose <c>Retry-After</c> is in seconds, rounded up.</summary>
    public static Fault TooManyRequests(TimeSpan retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAfter, TimeSpan.Zero);
        return RetryAfter(Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Returns a fault with a 429 whose <c>Retry-After</c> is an HTTP date in GMT, without fractions of a second.</summary>
    public static Fault TooManyRequests(DateTimeOffset retryAt) => RetryAfter(retryAt.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Returns a fault that limits the request rate as Quay's nginx does (<c>limit_req</c> with <c>nodelay</c>).</summary>
    /// <param name="perSecond">The sustained number of requests per second, measured by the clock of the fake.</param>
    /// <param name="burst">How many requests above that rate are accepted at once.</param>
    /// <remarks>
    /// Requests above the limit get <see cref="TooManyRequests()"/>. Others are left to the remaining faults and to Quay. Over HTTP/1.1,
    /// quay.io accepts 5 requests per second with a burst of 25.
    /// </remarks>
    public static Fault RateLimit(double perSecond, int burst)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        ArgumentOutOfRangeException.ThrowIfNegative(burst);
        var bucket = new LeakyBucket(perSecond, burst);
        return new Fault(context => bucket.TryAdd(context.Now) ? null : Nginx.TooManyRequests);
    }

    /// <summary>Returns a fault with any status and body.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is not from 200 to 599.</exception>
    public static Fault Status(int status, string body = "", string contentType = "text/html") =>
        Response(FakeResponse.Create(status, body, contentType));

    /// <summary>Gets a fault that returns 200 with an HTML page, like the login page of a proxy.</summary>
    public static Fault Html { get; } = Status(
        200, "<!DOCTYPE html>\n<html><head><title>Log in</title></head><body>Log in to go on.</body></html>\n");

    /// <summary>Returns a fault with a redirect.</summary>
    /// <param name="location">The target, absolute or relative. It is sent as it was written.</param>
    /// <param name="status">The HTTP status.</param>
    public static Fault Redirect(Uri location, int status = 302)
    {
        ArgumentNullException.ThrowIfNull(location);
        return Response(Nginx.Page(status, ReasonPhrases.GetReasonPhrase(status)).With("Location", location.OriginalString));
    }

    private static Fault RetryAfter(string value) => Response(Nginx.TooManyRequests.With("Retry-After", value));
}
