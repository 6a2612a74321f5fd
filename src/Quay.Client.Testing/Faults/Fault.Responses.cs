using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Quay.Client.Testing;

/// <content>Answers that are not Quay's.</content>
public sealed partial class Fault
{
    /// <summary>502 as Quay's nginx sends it while nothing is behind it: the HTML page "Quay is currently loading".</summary>
    public static Fault BadGateway { get; } = Response(Nginx.Loading);

    /// <summary>503 as nginx sends it: HTML.</summary>
    public static Fault ServiceUnavailable { get; } = Response(Nginx.Page(503, "Service Temporarily Unavailable"));

    /// <summary>504 as nginx sends it: HTML.</summary>
    public static Fault GatewayTimeout { get; } = Response(Nginx.Page(504, "Gateway Time-out"));

    /// <summary>429 as Quay's nginx sends it: HTML, and no <c>Retry-After</c>.</summary>
    public static Fault TooManyRequests() => Response(Nginx.TooManyRequests);

    /// <summary>429 with a <c>Retry-After</c> in whole seconds, rounded up.</summary>
    public static Fault TooManyRequests(TimeSpan retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAfter, TimeSpan.Zero);
        return RetryAfter(Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>429 with a <c>Retry-After</c> that is an HTTP date, in GMT and cut to seconds.</summary>
    public static Fault TooManyRequests(DateTimeOffset retryAt) => RetryAfter(retryAt.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>
    /// Quay's limit of requests, as its nginx counts them (<c>limit_req</c> with <c>nodelay</c>), by the clock of the fake: what is beyond
    /// it is answered as by <see cref="TooManyRequests()"/>, and the rest left to the other faults and to Quay.
    /// quay.io allows 5 a second and a burst of 25 over HTTP/1.1.
    /// </summary>
    /// <param name="perSecond">The requests a second, in the long run.</param>
    /// <param name="burst">How many more may come at once.</param>
    public static Fault RateLimit(double perSecond, int burst)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        ArgumentOutOfRangeException.ThrowIfNegative(burst);
        var bucket = new LeakyBucket(perSecond, burst);
        return new Fault(context => bucket.TryAdd(context.Now) ? null : Nginx.TooManyRequests);
    }

    /// <summary>Any status, with any body.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is not from 200 to 599.</exception>
    public static Fault Status(int status, string body = "", string contentType = "text/html") =>
        Response(FakeResponse.Create(status, body, contentType));

    /// <summary>200 with a page of HTML, as from a login page that stands before Quay.</summary>
    public static Fault Html { get; } = Status(
        200, "<!DOCTYPE html>\n<html><head><title>Log in</title></head><body>Log in to go on.</body></html>\n");

    /// <summary>A redirect; 302 unless another status is given.</summary>
    /// <param name="location">Where to: absolute or relative, sent as it was written.</param>
    /// <param name="status">The HTTP status.</param>
    public static Fault Redirect(Uri location, int status = 302)
    {
        ArgumentNullException.ThrowIfNull(location);
        return Response(Nginx.Page(status, ReasonPhrases.GetReasonPhrase(status)).With("Location", location.OriginalString));
    }

    private static Fault RetryAfter(string value) => Response(Nginx.TooManyRequests.With("Retry-After", value));
}
