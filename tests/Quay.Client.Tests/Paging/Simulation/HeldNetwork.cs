using System.Globalization;
using System.Web;

namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Passes each page request to a simulation, which decides what state of the repository its response shows, and when.</summary>
internal sealed class HeldNetwork(SimulatedRepository repository, Action<HeldRequest> arrived) : HttpMessageHandler
{
    private const string Path = "/api/v1/repository/acme/app/tag/";
    private const int MaxLimit = 100;

    private readonly List<HeldRequest> _requests = [];

    /// <summary>Gets all requests in the order of sending.</summary>
    public IReadOnlyList<HeldRequest> Requests => _requests;

    /// <summary>Gets or sets the number of requests after which the list counts as endless.</summary>
    public int MaxRequests { get; set; } = int.MaxValue;

    /// <summary>Gets the number of requests that start before an entry that was requested earlier.</summary>
    public int StepsBack => _requests.Zip(_requests.Skip(1)).Count(pair => pair.Second.Offset <= pair.First.Offset);

    /// <summary>Creates a client that sends its requests to this network.</summary>
    public QuayClient CreateClient(SimulatedClock clock) => new(
        new QuayClientOptions
        {
            Endpoint = new Uri("https://quay.example/"),
            MaxRetries = 0,
            MaxConcurrentRequests = 1000,
            TimeProvider = clock,
        },
        this);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri address = request.RequestUri!;
        Dictionary<string, string> parameters = ParametersOf(address);
        if (request.Method != HttpMethod.Get || address.AbsolutePath != Path || !repository.Filter.IsRequestedBy(parameters))
        {
            throw new InvalidOperationException($"Unexpected request: {request.Method} {address}.");
        }

        if (_requests.Count >= MaxRequests)
        {
            throw new InvalidOperationException($"More than {MaxRequests} requests for {repository.Count} entries.");
        }

        var held = new HeldRequest(
            request,
            _requests.Count + 1,
            Math.Clamp(NumberOf(parameters, "limit", byDefault: 50), 1, MaxLimit),
            Math.Max(NumberOf(parameters, "page", byDefault: 1), 1),
            cancellationToken);
        _requests.Add(held);
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.UnsafeRegister(static held => ((HeldRequest)held!).Cancel(), held);
        }

        arrived(held);
        return held.Response;
    }

    private static int NumberOf(Dictionary<string, string> parameters, string name, int byDefault) =>
        parameters.TryGetValue(name, out string? value) ? int.Parse(value, CultureInfo.InvariantCulture) : byDefault;

    private static Dictionary<string, string> ParametersOf(Uri address) => address.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(parameter => parameter.Split('='))
        .ToDictionary(pair => pair[0], pair => HttpUtility.UrlDecode(pair[1]));
}
