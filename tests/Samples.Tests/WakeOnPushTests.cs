using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Quay.Client.Testing;

namespace Samples.Tests;

/// <summary>The server, run as a process. It uses the machine's clock, so a push takes some seconds until it is settled.</summary>
[Trait("Speed", "Slow")]
public sealed partial class WakeOnPushTests : IAsyncLifetime
{
    private const string Body = """
        {
          "name": "app", "repository": "acme/app", "namespace": "acme", "docker_url": "quay.example.com/acme/app",
          "homepage": "https://quay.example.com/repository/acme/app", "updated_tags": ["1.1"]
        }
        """;

    private readonly FakeQuay _quay = new();
    private readonly HttpClient _http = new();
    private readonly TaskCompletionSource _hasBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FakeQuayServer _server = null!;
    private Process _process = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _quay.AddRepository("acme/app").Push("1.0");

        // The second request of the first poll reads the history.
        _quay.Changes.Before(request => request.Target.Contains("/tag/", StringComparison.Ordinal), () => _hasBegun.TrySetResult());
        _server = FakeQuayServer.Start(_quay);
        string program = Files.ProgramOf("WakeOnPush");
        ReadmeRun run = Assert.Single(ReadmeRun.Of("WakeOnPush"));
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [
                program, .. run.Args, "--Secret=s3cret", "--urls=http://127.0.0.1:0",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
            ])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        start.Environment["Quay__Endpoint"] = $"{_server.Endpoint}";
        start.Environment["Quay__Token"] = _quay.Token;
        start.Environment["NO_PROXY"] = "*";
        _process = Process.Start(start)!;
        _http.BaseAddress = new Uri((await FindAsync(Listening())).Groups[1].Value);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task Notification_wakes_the_watch_and_another_body_or_path_does_not()
    {
        await _hasBegun.Task.WaitAsync(TestContext.Current.CancellationToken);

        string digest = _quay.FindRepository("acme/app")!.Push("1.1", Scene.NewDigest).Digest;

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("s3cret/push", "{}"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("guessed/push", Body));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("s3cret/push", Body));
        string line = (await FindAsync(Event())).Value;

        Assert.EndsWith($"1.1 created {digest}", line, StringComparison.Ordinal);
        string shown = Assert.Single(ReadmeRun.Of("WakeOnPush")).Output;
        Assert.Equal(shown[shown.IndexOf(' ', 12)..], line[line.IndexOf(' ', 12)..]);
    }

    private async Task<HttpStatusCode> PostAsync(string path, string body)
    {
        using var content = new StringContent(body);
        using HttpResponseMessage response = await _http.PostAsync(new Uri(path, UriKind.Relative), content, Token);
        return response.StatusCode;
    }

    // Reads the output up to a line.
    private async Task<Match> FindAsync(Regex expected)
    {
        while (await _process.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            if (expected.Match(line) is { Success: true } match)
            {
                return match;
            }
        }

        throw new InvalidOperationException("The program has ended.");
    }

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"^20\d\d-\d\d-\d\d .*$")]
    private static partial Regex Event();
}
