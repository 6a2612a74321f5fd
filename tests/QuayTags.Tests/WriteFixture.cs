using System.Text;
using System.Text.Json.Nodes;
using Quay.Client.Testing;

namespace QuayTags.Tests;

/// <summary>A Quay with acme/app, and the program with a token that may write to it.</summary>
public sealed class WriteFixture : IAsyncDisposable
{
    public const string Tags = "/api/v1/repository/acme/app/tag";

    private readonly FakeQuayServer _server;

    public WriteFixture()
    {
        Quay = new FakeQuay(Sample.Clock) { Features = FakeFeatures.All };
        Quay.AddUser("acme");
        App = Quay.AddRepository("acme/app").Grant("admin", FakeRole.Admin);
        _server = FakeQuayServer.Start(Quay);
    }

    public FakeQuay Quay { get; }

    public FakeRepository App { get; }

    /// <summary>What was to change something, each with its body.</summary>
    public IEnumerable<string> Writes => Quay.Requests
        .Where(exchange => exchange.Request.Method != "GET")
        .Select(exchange => $"{exchange.Request} {Encoding.UTF8.GetString(exchange.Request.Body.Span)}".TrimEnd());

    /// <summary>A digest that is one character over and over.</summary>
    public static string Digest(char hex) => $"sha256:{new string(hex, 64)}";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>A tag that pointed there from a time on, until another row began, if any.</summary>
    public void Row(string tag, char hex, int daysAgo, int? endedDaysAgo = null) =>
        App.AddEntry(tag, Digest(hex), Sample.Now.AddDays(-daysAgo), endedDaysAgo is { } days ? Sample.Now.AddDays(-days) : null);

    internal Task<Sample> RunAsync(params string[] args) => Sample.RunAsync(args, Surroundings());

    internal Surroundings Surroundings() =>
        Sample.Surroundings(new() { ["QUAY_URL"] = $"{_server.Endpoint}", ["QUAY_TOKEN"] = Quay.Token });

    /// <summary>Runs with <c>--json</c>, and gives the tags of the one object.</summary>
    internal async Task<JsonArray> JsonAsync(int exitCode, params string[] args)
    {
        Sample run = await RunAsync([.. args, "--json"]);
        Assert.Equal(exitCode, run.ExitCode);
        JsonNode report = Assert.Single(run.Rows)!;
        Assert.Equal(args[0], (string?)report["command"]);
        Assert.Equal("acme/app", (string?)report["repository"]);
        Assert.Equal(args.Contains("--dry-run"), (bool?)report["dry_run"]);
        return report["tags"]!.AsArray();
    }
}
