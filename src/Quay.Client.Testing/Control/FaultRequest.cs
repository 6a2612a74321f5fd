namespace Quay.Client.Testing;

/// <summary>Represents a request to add a fault: the fault, and the requests that get it.</summary>
internal sealed record FaultRequest(Fault Fault, Func<FakeRequest, bool> Matches, int? Times)
{
    private const int MostSeconds = 86_400;

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
        Func<string, bool> isPath = json.Find("path") is { } path ? PathPattern.Parse(path.Text()) : _ => true;
        string? method = json.Find("method")?.Text().ToUpperInvariant();
        Fault fault = (json.Find("status"), json.Find("fault"), json.Find("delay_s")) switch
        {
            ({ } status, null, _) => OfStatus(status, json.Find("body"), json.Find("retry_after_s")),
            (null, { } name, _) => ByName[name.OneOf([.. ByName.Keys])],
            (null, null, { }) => Fault.None,
            _ => throw new FormatException($"{json.Path}: expected either 'status' or 'fault', or 'delay_s' alone."),
        };
        if (json.Find("delay_s") is { } delay)
        {
            fault = fault.Then(Fault.Delay(TimeSpan.FromSeconds(Seconds(delay))));
        }

        return new FaultRequest(
            fault,
            request => (method is null || request.Method == method) && isPath(request.RawPath),
            (int?)json.Find("times")?.Whole(1, int.MaxValue, "a number of requests, at least 1"));
    }

    private static Fault OfStatus(StrictJson json, StrictJson? body, StrictJson? retryAfter)
    {
        int status = (int)json.Whole(200, 599, "a status from 200 to 599");
        if (retryAfter is { } seconds && status != 429)
        {
            throw seconds.Error("no retry_after_s, because the status is not 429");
        }

        return (status, body) switch
        {
            (429, null) => retryAfter is { } wait
                ? Fault.TooManyRequests(TimeSpan.FromSeconds(Seconds(wait)))
                : Fault.TooManyRequests(),
            (502, null) => Fault.BadGateway,
            (503, null) => Fault.ServiceUnavailable,
            (504, null) => Fault.GatewayTimeout,
            (_, { } text) when retryAfter is null => Fault.Status(status, text.Text(), "application/json"),
            (_, null) => Fault.Status(status),
            _ => throw json.Error("either 'body' or 'retry_after_s'"),
        };
    }

    private static long Seconds(StrictJson json) => json.Whole(0, MostSeconds, "a number of seconds, at most 86400");
}
