namespace Quay.Client.Testing;

public sealed partial class FakeQuay
{
    private readonly Pipeline _pipeline;

    /// <summary>Gets the log of received requests, with assertions.</summary>
    public RequestLog Requests => _pipeline.Requests;

    /// <summary>Gets the changes that run before requests, for example a push between two pages.</summary>
    public ScheduledChanges Changes => _pipeline.Changes;

    /// <summary>Gets the faults to inject.</summary>
    public FaultPlan Faults => _pipeline.Faults;

    /// <summary>
    /// Gets or sets whether a routing error fails the test (<see cref="FakeResponse.RoutingError"/>). The default is false.
    /// </summary>
    /// <remarks>
    /// If the fake is strict, <see cref="FakeQuayHandler"/> throws <see cref="FakeQuayAssertionException"/> during the request.
    /// <see cref="FakeQuayServer"/> returns 501, and throws the exception when it is disposed. If the fake is not strict, it returns Quay's
    /// response, and <see cref="RequestLog.AssertNoRoutingErrors"/> reports the error.
    /// </remarks>
    public bool Strict
    {
        get => _pipeline.Strict;
        set => _pipeline.Strict = value;
    }

    /// <summary>Asserts that each fault and each change with a fixed count has occurred that many times.</summary>
    /// <exception cref="FakeQuayAssertionException">
    /// A fault or a change is still pending, so the test did not exercise what it set up.
    /// </exception>
    public void AssertNothingPending()
    {
        if (Faults.PendingCount + Changes.PendingCount > 0)
        {
            throw new FakeQuayAssertionException(
                $"{Faults.PendingCount} faults and {Changes.PendingCount} changes are still pending after {Requests.Total} requests. "
                + "The code under test sent fewer matching requests than the test expects.");
        }
    }

    /// <summary>Logs a request, applies pending changes and faults, and returns the response. Requests are handled one at a time.</summary>
    /// <remarks>
    /// The caller sends the response. It must apply <see cref="FakeResponse.Delay"/> and <see cref="FakeResponse.Ending"/>.
    /// </remarks>
    /// <exception cref="FakeQuayAssertionException">The fake is strict, and the request has a routing error.</exception>
    public FakeResponse Handle(FakeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _pipeline.Handle(request);
    }
}
