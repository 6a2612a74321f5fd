using System.Text;
using System.Text.Json.Nodes;
using Quay.Client.Testing;

namespace QuayTags.Tests;

/// <summary>Provides a fake server with the repository acme/app, and runs the tool with a token that can write to it.</summary>
public sealed class WriteFixture : IAsyncDisposable
{
    public const string Tags = "/api/v1/repository/acme/app/tag";

    private readonly FakeQuayServer _server;

    public WriteFixture()
    {
        Quay = new FakeQuay(ToolRun.Clock) { Features = FakeFeatures.All };
        Quay.AddUser("acme");
        App = Quay.AddRepository("acme/app").Grant("admin", FakeRole.Admin);
        _server = FakeQuayServer.Start(Quay);
    }

    public FakeQuay Quay { get; }

    public FakeRepository App { get; }

    /// <summary>Gets the root URL of the server.</summary>
    public string Url => $"{_server.Endpoint}";

    /// <summary>Gets the end of a printed command, which selects the server.</summary>
    public string Server => $" --url {Url}";

    /// <summary>Gets the requests that write, each with its body.</summary>
    public IEnumerable<string> Writes => Quay.Requests
        .Where(exchange => exchange.Request.Method != "GET")
        .Select(exchange => $"{exchange.Request} {Encoding.UTF8.GetString(exchange.Request.Body.Span)}".TrimEnd());

    /// <summary>Gets a digest that repeats one character.</summary>
    public static string Digest(char hex) => $"sha256:{new string(hex, 64)}";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Adds an entry to the history of a tag.</summary>
    public void AddEntry(string tag, char hex, int daysAgo, int? endedDaysAgo = null) =>
        App.AddEntry(tag, Digest(hex), ToolRun.Now.AddDays(-daysAgo), endedDaysAgo is { } days ? ToolRun.Now.AddDays(-days) : null);

    /// <summary>Runs the tool as a script does: with <c>--yes</c>, if the command writes.</summary>
    internal Task<ToolRun> RunAsync(params string[] args) => ToolRun.RunAsync(Confirmed(args), Context());

    /// <summary>Adds <c>--yes</c> to the arguments of a command that writes.</summary>
    internal static string[] Confirmed(params string[] args) =>
        args is ["promote" or "expire" or "delete" or "restore" or "rollback" or "prune", ..] && !args.Contains("--yes")
            ? [.. args, "--yes"]
            : args;

    internal ToolContext Context() =>
        ToolRun.Context(new() { ["QUAY_URL"] = $"{_server.Endpoint}", ["QUAY_TOKEN"] = Quay.Token });

    /// <summary>Runs the tool with <c>--json</c>, and returns the tags of its JSON object.</summary>
    internal async Task<JsonArray> JsonAsync(int exitCode, params string[] args)
    {
        ToolRun run = await RunAsync([.. args, "--json"]);
        Assert.Equal(exitCode, run.ExitCode);
        JsonNode report = Assert.Single(run.JsonLines)!;
        Assert.Equal(args[0], (string?)report["command"]);
        Assert.Equal("acme/app", (string?)report["repository"]);
        Assert.Equal(args.Contains("--dry-run"), (bool?)report["dry_run"]);
        return report["tags"]!.AsArray();
    }
}
