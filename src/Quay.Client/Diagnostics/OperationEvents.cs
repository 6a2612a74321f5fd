using System.Diagnostics;

namespace Quay.Client;

/// <summary>Adds events to the span of the current operation. Without them, a trace would not show what an operation waited for.</summary>
internal static class OperationEvents
{
    // A shorter wait does not explain a slow call.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);

    // A request waited for the rate limiter.
    public static void AddWait(TimeSpan waited)
    {
        if (waited > ShortestWait && CurrentSpan is { } span)
        {
            span.AddEvent(new("quay.rate_limiter.wait", tags: new() { ["quay.wait.duration"] = waited.TotalSeconds }));
        }
    }

    // A request is retried after a delay.
    public static void AddRetry(TimeSpan delay, string reason)
    {
        if (CurrentSpan is { } span)
        {
            span.AddEvent(new("quay.retry", tags: new() { ["quay.retry.delay"] = delay.TotalSeconds, ["quay.retry.reason"] = reason }));
        }
    }

    // Gets null if nobody records the operation.
    private static Activity? CurrentSpan => Activity.Current is
    {
        Source.Name: ClientDiagnostics.Name, IsAllDataRequested: true, IsStopped: false
    } span ? span : null;
}
