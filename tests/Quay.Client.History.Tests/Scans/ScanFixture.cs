using Microsoft.Extensions.Time.Testing;
using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Scans;

/// <summary>Provides the organization <c>acme</c> in a fake Quay, a clock that the test advances, and clients.</summary>
internal sealed class ScanFixture : IDisposable
{
    private readonly List<QuayClient> _clients = [];

    public ScanFixture()
    {
        Quay = new FakeQuay(Clock) { Features = FakeFeatures.All };
        Quay.AddOrganization("acme");
        Client = Open(Quay.Token);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public FakeQuay Quay { get; }

    public QuayClient Client { get; }

    public IHistoryOperations History => Client.History;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Gets the paths of the requests so far, without their queries.</summary>
    public IReadOnlyList<string> Paths => [.. Quay.Requests.Select(exchange => exchange.Request.Target.Split('?')[0][7..])];

    public QuayClient Open(string? token)
    {
        var options = new QuayClientOptions
        {
            Endpoint = new Uri("https://quay.example/"),
            Token = token,
            TimeProvider = Clock,
            RetryDelay = TimeSpan.Zero,
            AttemptTimeout = TimeSpan.FromHours(20),
            Timeout = TimeSpan.FromHours(22),
        };
        var client = new QuayClient(options, new FakeQuayHandler(Quay));
        _clients.Add(client);
        return client;
    }

    /// <summary>Adds repositories of <c>acme</c> with a tag that was pushed an hour ago.</summary>
    public void Add(params IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            FakeRepository repository = Quay.AddRepository($"acme/{name}");
            repository.AddEntry("latest", repository.AddManifest().Digest, Now.AddHours(-1));
        }
    }

    public FakeRepository Repository(string name) => Quay.FindRepository($"acme/{name}")!;

    /// <summary>Scans the names of the repositories.</summary>
    public RepositoryScan<string> Scan(ScanOptions? options = null, Func<RepositoryName, CancellationToken, Task<string>>? read = null) =>
        History.ScanAsync("acme", read ?? ReadAsync, options);

    /// <summary>Reads a repository with one request.</summary>
    public async Task<string> ReadAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        (await Client.Repositories.GetAsync(repository, includeTags: false, cancellationToken: cancellationToken)).Name;

    /// <summary>Gets the results as lines such as <c>Done app</c>.</summary>
    public static async Task<IReadOnlyList<string>> LinesAsync<T>(RepositoryScan<T> scan)
    {
        List<string> lines = [];
        await foreach (ScanResult<T> result in scan)
        {
            string name = result.Repository.Split('/', 2)[1];
            lines.Add($"{result.Status} {name}{(result.Appeared ? " appeared" : "")}{(result.SkipKind is { } kind ? $" {kind}" : "")}");
        }

        return lines;
    }

    public void Dispose() => _clients.ForEach(client => client.Dispose());
}
