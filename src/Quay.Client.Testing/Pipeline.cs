namespace Quay.Client.Testing;

/// <summary>Handles requests one at a time: logs the request, runs its changes, and applies a fault or Quay's rules.</summary>
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

    /// <param name="rules">Processes a request by Quay's rules.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="routingErrorOf">Returns the routing error of a request without processing it; null if there is none.</param>
    public Pipeline(Func<FakeRequest, FakeResponse> rules, TimeProvider timeProvider, Func<FakeRequest, string?>? routingErrorOf = null)
    {
        _respond = request => request.IsToOtherOrigin ? NotFoundAtOtherOrigin : rules(request);
        _routingErrorOf = request => request.IsToOtherOrigin ? RoutingErrorAtOtherOrigin(request) : routingErrorOf?.Invoke(request);
        _timeProvider = timeProvider;
        Requests = new RequestLog(timeProvider);
        Changes = new ScheduledChanges(Requests);
        Faults = new FaultPlan(timeProvider);
    }

    public RequestLog Requests { get; }

    public ScheduledChanges Changes { get; }

    public FaultPlan Faults { get; }

    /// <summary>Gets or sets whether a routing error throws.</summary>
    public bool Strict { get; set; }

    /// <exception cref="FakeQuayAssertionException">The fake is strict, and the request has a routing error.</exception>
    public FakeResponse Handle(FakeRequest request)
    {
        lock (_lock)
        {
            request = Requests.Add(request);
            Changes.Run(request);
            // Before the request is processed, because it may delete the repository that the check looks for.
            string? routingError = _routingErrorOf(request);
            FakeResponse response = Complete(Faults.Apply(request, _respond)) with { RoutingError = routingError };
            Requests.Complete(request, response);
            return Strict && routingError is not null ? throw new FakeQuayAssertionException($"{request}: {routingError}") : response;
        }
    }

    private string? RoutingErrorAtOtherOrigin(FakeRequest request) => Requests.HasRedirectTo(request.Origin)
        ? null
        : $"The request was sent to {request.Origin.GetLeftPart(UriPartial.Authority)}. "
            + "This is not the address of the fake, and no response redirected there.";

    // Responses of faults use the fake's clock too. The system's time would contradict the times in Quay's responses.
    private FakeResponse Complete(FakeResponse response) =>
        (response.IsComplete ? response : Nginx.Complete(response, _timeProvider.GetUtcNow())).WithLength();
}
