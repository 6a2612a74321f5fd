namespace Quay.Client.Testing;

/// <summary>Represents a request to add a fault: the fault, and the requests that get it.</summary>
internal sealed record FaultRequest(Fault Fault, Func<FakeRequest, bool> Matches, int? Times)
{
    private const int MostSeconds = 86_400;
    private const int MostTimes = 1_000_000;
    private const int LongestPath = 1_000;

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>Gets the faults that a request can select by name. The manual lists them.</summary>
    public static IReadOnlyDictionary<string, Fault> ByName { get; } = new OrderedDictionary<string, Fault>(StringComparer.Ordinal)
    {
        ["cut"] = Fault.Cut,
        ["lost-response"] = Fault.LostResponse,
        ["cut-body"] = Fault.CutBody(),
        ["stall"] = Fault.Stall,
        ["html"] = Fault.Html,
        ["broken-json"] = Fault.BrokenJson,
        ["truncated-json"] = Fault.TruncatedJson,
        ["previous-response"] = Fault.PreviousResponse,
        ["applied-twice"] = Fault.AppliedTwice,
    };

    /// <exception cref="FormatException">The value is not a fault.</exception>
    public static FaultRequest Parse(StrictJson json)
    {
        json.RequireObject("status", "fault", "body", "retry_after_s", "delay_s", "times", "method", "path");
        Func<string, bool> isPath = json.Find("path") is { } path ? PathOf(path) : _ => true;
        string? method = json.Find("method") is { } name ? MethodOf(name) : null;
        if (json.Find("status") is null && (json.Find("body") ?? json.Find("retry_after_s")) is { } unused)
        {
            throw unused.Error("this property only together with 'status'");
        }

        Fault fault = (json.Find("status"), json.Find("fault"), json.Find("delay_s")) switch
        {
            ({ } status, null, _) => OfStatus(status, json.Find("body"), json.Find("retry_after_s")),
            (null, { } named, _) => ByName[named.OneOf([.. ByName.Keys])],
            (null, null, { }) => Fault.None,
            _ => throw new FormatException($"{json.Path}: expected either 'status' or 'fault', or 'delay_s' alone."),
        };
        if (json.Find("delay_s") is { } delay)
        {
            fault = fault.Then(Fault.Delay(TimeSpan.FromSeconds(delay.Number(0, MostSeconds, "a number of seconds, at most 86400"))));
        }

        return new FaultRequest(
            fault,
            request => (method is null || request.Method == method) && isPath(request.RawPath),
            (int?)json.Find("times")?.Whole(1, MostTimes, "a number of requests, from 1 to 1000000"));
    }

    /// <summary>Returns a function that matches paths with or without a slash at the end, because some routes of Quay need one.</summary>
    private static Func<string, bool> PathOf(StrictJson json)
    {
        string pattern = json.Text();
        if (pattern[0] is not ('/' or '*') || pattern.Contains('?', StringComparison.Ordinal) || pattern.Length > LongestPath)
        {
            throw json.Error("a path of at most 1000 characters without a query, such as \"/api/v1/repository/**/tag/\"");
        }

        Func<string, bool> isMatch = PathPattern.Parse(pattern);
        return path => isMatch(path) || (path.EndsWith('/') && isMatch(path[..^1]));
    }

    private static string MethodOf(StrictJson json) =>
        json.Text().ToUpperInvariant() is var method && Methods.Contains(method)
            ? method
            : throw json.Error($"one of the methods {string.Join(", ", Methods)}");

    private static Fault OfStatus(StrictJson json, StrictJson? body, StrictJson? retryAfter)
    {
        int status = (int)json.Whole(200, 599, "a status from 200 to 599");
        if (retryAfter is { } seconds && status is not (429 or 503))
        {
            throw seconds.Error("no retry_after_s, because the status is neither 429 nor 503");
        }

        return (status, body) switch
        {
            (429, null) => Fault.Response(WithRetryAfter(Nginx.TooManyRequests, retryAfter)),
            (502, null) => Fault.BadGateway,
            (503, null) => Fault.Response(WithRetryAfter(Nginx.Page(503, "Service Temporarily Unavailable"), retryAfter)),
            (504, null) => Fault.GatewayTimeout,
            (_, { } text) when retryAfter is null => Fault.Status(status, text.Text(), "application/json"),
            (_, null) => Fault.Status(status),
            _ => throw json.Error("either 'body' or 'retry_after_s'"),
        };
    }

    private static FakeResponse WithRetryAfter(FakeResponse response, StrictJson? seconds) => seconds is { } wait
        ? response.With("Retry-After", $"{wait.Whole(0, MostSeconds, "a whole number of seconds, at most 86400")}")
        : response;
}
