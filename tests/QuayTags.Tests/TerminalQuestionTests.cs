using System.Diagnostics;
using System.Text;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

/// <summary>Tests the question in a real terminal.</summary>
[Trait("Speed", "Slow")]
public sealed class TerminalQuestionTests : IAsyncDisposable
{
    private static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "QuayTags.dll");

    private readonly FakeQuay _quay = new();
    private readonly FakeQuayServer _server;

    public TerminalQuestionTests()
    {
        _quay.AddRepository("acme/app", isPublic: true).Grant("admin", FakeRole.Admin).Push("prod", Digest('a'));
        _server = FakeQuayServer.Start(_quay);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory(Timeout = 60_000)]
    [InlineData("y\r", 0, 1)]
    [InlineData("n\r", 1, 0)]
    [InlineData("\r", 1, 0)]
    [InlineData("\u0003", 130, 0)]
    public async Task Typed_keys_decide_whether_the_tag_is_deleted(string keys, int exitCode, int writes)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "There is no script(1) of util-linux, which opens a terminal.");
        ToolProcess.SkipIfInterruptsAreIgnored();
        using Process process = Start($"'{Host}' '{Program}' delete acme/app prod --url {_server.Endpoint}");

        string before = await ReadUntilAsync(process.StandardOutput, "[y/N] ");
        await process.StandardInput.WriteAsync(keys);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        string after = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((exitCode, writes), (process.ExitCode, _quay.Requests.Count(exchange => exchange.Request.Method == "DELETE")));
        Assert.Contains("delete prod: it has pointed at", before, StringComparison.Ordinal);
        Assert.Contains(writes == 1 ? "prod: deleted" : Confirmation.NothingChanged, after, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Keys_that_were_typed_before_the_question_do_not_confirm_it()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "There is no script(1) of util-linux, which opens a terminal.");
        Process? process = null;
        _quay.Changes.Before(request => request.Method == "GET", () =>
        {
            process!.StandardInput.Write("y\r");
            process.StandardInput.Flush();
        });
        process = Start($"'{Host}' '{Program}' delete acme/app prod --url {_server.Endpoint}");

        await ReadUntilAsync(process.StandardOutput, "[y/N] ");
        await process.StandardInput.WriteAsync("n\r");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        _quay.Requests.AssertNoWrites();
        process.Dispose();
    }

    private static async Task<string> ReadUntilAsync(StreamReader reader, string end)
    {
        var text = new StringBuilder();
        char[] next = new char[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            Assert.Equal(1, await reader.ReadAsync(next, TestContext.Current.CancellationToken));
            text.Append(next[0]);
        }

        return text.ToString();
    }

    private Process Start(string command)
    {
        var start = new ProcessStartInfo("/usr/bin/script", ["-qec", command, "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        start.Environment["QUAY_TOKEN"] = _quay.Token;
        start.Environment.Remove("COLUMNS");
        return Process.Start(start)!;
    }
}
