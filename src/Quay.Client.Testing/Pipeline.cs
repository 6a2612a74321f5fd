namespace Quay.Client.Testing;

/// <summary>
/// The way of each request to its answer, one request at a time: it is logged, what waits for it is changed, and a fault or Quay answers.
/// </summary>
internal sealed class Pipeline
{
    private static readonly FakeResponse NotFoundAtOtherOrigin = FakeResponse.Create(
        404,
        "<html>\n<head><title>404 Not Found</title></head>\n<body>This is not Quay: "
        + "the fake is at the Endpoint of its handler or server.</body>\n</html>\n",
        "text/html");

    private readonly Lock _lock = new();
    private readonly Func<FakeRequest, FakeResponse> _respond;
    private readonly Func<FakeRequest, string?> _routingErrorOf;
    private readonly TimeProvider _timeProvider;

    /// <param name="rules">Does what is asked, and answers.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="routingErrorOf">What there is against a request, without doing what is asked; null for nothing against any.</param>
    public Pipeline(Func<FakeRequest, FakeResponse> rules, TimeProvider timeProvider, Func<FakeRequest, string?>? routingErrorOf = null)
    {
        _respond = request => request.IsToOtherOrigin ? NotFoundAtOtherOrigin : rules(request);
        _routingErrorOf = request => request.IsToOtherOrigin ? RoutingErrorAtOtherOrigin(request) : routingErrorOf?.Invoke(request);
        _timeProvider = timeProvider;
        Changes = new ScheduledChanges(Requests);
        Faults = new FaultPlan(timeProvider);
    }

    public RequestLog Requests { get; } = new();

    public ScheduledChanges Changes { get; }

    public FaultPlan Faults { get; }

    /// <summary>Whether a complaint about a request is thrown.</summary>
    public bool Strict { get; set; }

    /// <exception cref="FakeQuayAssertionException">The fake is strict and has something against the request.</exception>
    public FakeResponse Handle(FakeRequest request)
    {
        lock (_lock)
        {
            request = Requests.Add(request);
            Changes.Run(request);
            // Before the answer, which may do away with what it rests on.
            string? routingError = _routingErrorOf(request);
            FakeResponse response = Complete(Faults.Apply(request, _respond)) with { RoutingError = routingError };
            Requests.Complete(request, response);
            return Strict && routingError is not null ? throw new FakeQuayAssertionException($"{request}: {routingError}") : response;
        }
    }

    private string? RoutingErrorAtOtherOrigin(FakeRequest request) => Requests.HasRedirectTo(request.Origin)
        ? null
        : $"The request asked {request.Origin.GetLeftPart(UriPartial.Authority)}, which is not the fake, and no redirect led there.";

    // What does not come from Quay is dated by the same clock: by the machine's it would contradict everything else that the fake says.
    private FakeResponse Complete(FakeResponse response) =>
        (response.IsComplete ? response : Nginx.Complete(response, _timeProvider.GetUtcNow())).WithLength();
}
