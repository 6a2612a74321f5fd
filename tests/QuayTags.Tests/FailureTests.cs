using System.Net;
using System.Net.Sockets;
using Quay.Client.Testing;

namespace QuayTags.Tests;

public class FailureTests
{
    private const string Latest = """{"name": "latest", "manifest_digest": "sha256:ab"}""";
    private const string Html = "<html><body><h1>502 Bad Gateway</h1></body></html>";

    [Theory]
    [InlineData(
        401, """{"detail": "Requires authentication", "error_type": "invalid_token"}""", "application/json", "Requires authentication", 1)]
    [InlineData(403, """{"detail": "Unauthorized", "error_type": "insufficient_scope"}""", "application/json", "Unauthorized", 1)]
    [InlineData(404, """{"detail": "Not Found", "error_type": "not_found"}""", "application/json", "Not Found", 1)]
    [InlineData(404, Html, "text/html", "check that --url is the address of a Quay server", 1)]
    [InlineData(502, Html, "text/html", "502", 4)]
    [InlineData(200, Html, "text/html", "HTML", 1)]
    [InlineData(200, "{}", "application/json", "not what this route returns", 1)]
    public async Task Error_of_Quay_is_one_line_and_exit_code_1(int status, string body, string contentType, string message, int requests)
    {
        FakeQuay quay = TestQuay.WithEntries();
        quay.Faults.Always(Fault.Status(status, body, contentType));
        await using FakeQuayServer server = FakeQuayServer.Start(quay);

        ToolRun[] runs =
        [
            await ToolRun.RunAsync("show", "--url", $"{server.Endpoint}"),
            await ToolRun.RunAsync("history", "--url", $"{server.Endpoint}"),
            await ToolRun.RunAsync("history", "--json", "--url", $"{server.Endpoint}"),
        ];

        Assert.All(runs, run => Assert.Contains(message, run.AssertFailure(1), StringComparison.Ordinal));
        Assert.Equal(runs.Length * requests, quay.Requests.Count);
    }

    [Fact]
    public async Task Long_pause_of_the_server_is_one_line_and_exit_code_1()
    {
        FakeQuay quay = TestQuay.WithEntries();
        quay.Faults.Always(Fault.TooManyRequests(TimeSpan.FromHours(1)));
        await using FakeQuayServer server = FakeQuayServer.Start(quay);

        ToolRun run = await ToolRun.RunAsync("show", "--url", $"{server.Endpoint}");

        Assert.Contains("429", run.AssertFailure(1), StringComparison.Ordinal);
        Assert.Single(quay.Requests);
    }

    [Fact]
    public async Task Failed_connection_is_one_line_and_exit_code_1()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        ToolRun run = await ToolRun.RunAsync("history", "--url", $"http://{socket.LocalEndPoint}");

        Assert.Contains("no complete response at attempt 4", run.AssertFailure(1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rqorg/app", "Not Found")]
    [InlineData("acme/app", "Unauthorized")]
    public async Task Sample_has_no_other_repositories(string repository, string message)
    {
        ToolRun run = await ToolRun.RunAsync("show", repository);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"\"{message}\"", run.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_before_an_error_are_written()
    {
        string[] entries =
            [.. Enumerable.Range(0, 101).Select(number => $$"""{"name": "v{{number}}", "manifest_digest": "sha256:ab"}""")];
        FakeQuay quay = TestQuay.WithEntries(entries);
        quay.Faults.When(
            request => request.RawQuery.Contains("page=2", StringComparison.Ordinal), Fault.Status(404, """{"detail": "Not Found"}"""));
        await using FakeQuayServer server = FakeQuayServer.Start(quay);

        ToolRun json = await ToolRun.RunAsync("history", "--json", "--url", $"{server.Endpoint}");
        ToolRun table = await ToolRun.RunAsync("history", "--url", $"{server.Endpoint}");

        Assert.Equal(1, json.ExitCode);
        Assert.Equal(100, json.JsonLines.Length);
        Assert.Contains("page=2", Assert.Single(json.ErrorLines), StringComparison.Ordinal);
        Assert.Equal((1, 101), (table.ExitCode, table.Lines.Length));
        Assert.Contains("page=2", Assert.Single(table.ErrorLines), StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("history")]
    [InlineData("show")]
    public async Task Interrupted_request_exits_with_130_without_output(string command)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        FakeQuay quay = TestQuay.WithEntries();
        quay.Changes.BeforeRequest(1, stop.Cancel);
        quay.Faults.Always(Fault.Stall);
        await using FakeQuayServer server = FakeQuayServer.Start(quay);

        ToolRun run = await ToolRun.RunAsync([command, "--url", $"{server.Endpoint}"], ToolRun.Context(), stop.Token);

        Assert.Equal(130, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--max-entries=1")]
    public async Task Closed_output_ends_a_command_that_reads_without_an_error(string option)
    {
        await using FakeQuayServer server = FakeQuayServer.Start(TestQuay.WithEntries(Latest));

        // EPIPE, as .NET reports it.
        ToolContext context = ToolRun.Context() with { Output = new BrokenWriter(new IOException("Broken pipe", 32)) };
        ToolRun run = await ToolRun.RunAsync(["history", option, "--url", $"{server.Endpoint}"], context);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Full_output_is_an_error()
    {
        await using FakeQuayServer server = FakeQuayServer.Start(TestQuay.WithEntries(Latest));
        ToolContext context =
            ToolRun.Context() with { Output = new BrokenWriter(new IOException("No space left on device", 28)) };

        ToolRun run = await ToolRun.RunAsync(["history", "--json", "--url", $"{server.Endpoint}"], context);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("No space left on device", Assert.Single(run.ErrorLines));
    }

    private sealed class BrokenWriter(IOException fault) : StringWriter
    {
        public override void Write(char value) => throw fault;

        public override void Write(string? value) => throw fault;

        public override void Write(char[] buffer, int index, int count) => throw fault;

        public override Task WriteLineAsync(string? value) => throw fault;
    }
}
