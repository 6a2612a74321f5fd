namespace Quay.Client.Testing;

/// <content>The requests that come, and what a test does about them.</content>
public sealed partial class FakeQuay
{
    private readonly Pipeline _pipeline;

    /// <summary>The requests that came, with assertions on them.</summary>
    public RequestLog Requests => _pipeline.Requests;

    /// <summary>What changes between two requests.</summary>
    public ScheduledChanges Changes => _pipeline.Changes;

    /// <summary>What goes wrong on the way.</summary>
    public FaultPlan Faults => _pipeline.Faults;

    /// <summary>
    /// Whether a request that Quay or this fake does not know, or that went to another origin without a redirect, is a failure of the test,
    /// whether a fault answers it or not: the handler throws at once, the server answers 501 and throws when it is disposed. Default false:
    /// it gets the answer that Quay gives, and <see cref="RequestLog.AssertNoRoutingErrors"/> finds it. With <c>await using</c>,
    /// what the server throws comes in place of the test's own failure.
    /// </summary>
    public bool Strict
    {
        get => _pipeline.Strict;
        set => _pipeline.Strict = value;
    }

    /// <summary>Asserts that every fault and change that was asked for a number of times has happened as often.</summary>
    /// <exception cref="FakeQuayAssertionException">Some wait still: the test did not test what it meant to.</exception>
    public void AssertNothingPending()
    {
        if (Faults.PendingCount + Changes.PendingCount > 0)
        {
            throw new FakeQuayAssertionException(
                $"{Faults.PendingCount} faults and {Changes.PendingCount} changes are still pending after {Requests.Total} requests.");
        }
    }

    /// <summary>
    /// Logs a request and answers it, with the changes and faults that wait for it; one at a time. The answer is not sent: who carries it
    /// sees to its delay and its ending.
    /// </summary>
    /// <exception cref="FakeQuayAssertionException">The fake is strict and has something against the request.</exception>
    public FakeResponse Handle(FakeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _pipeline.Handle(request);
    }
}
