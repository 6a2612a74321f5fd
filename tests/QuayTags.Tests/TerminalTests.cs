using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Quay.Client.Testing;
using static QuayTags.Tests.ToolProcess;

namespace QuayTags.Tests;

/// <summary>Tests the tool in a pseudo terminal, which script(1) of util-linux opens.</summary>
[Trait("Speed", "Slow")]
public sealed partial class TerminalTests : IAsyncDisposable
{
    private const string Script = "/usr/bin/script";
    private const string Waiting = "Waiting for Quay… 1 request";

    private readonly FakeQuay _quay = SampleQuay.Create();
    private readonly FakeQuayServer _server;

    public TerminalTests() => _server = FakeQuayServer.Start(_quay);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false, "NO_COLOR=1")]
    [InlineData(false, "TERM=dumb")]
    public async Task Terminal_has_colours_unless_a_variable_disables_them(bool hasColors, params string[] environment)
    {
        (int exitCode, string output) = await RunAsync(Shell("history"), TestContext.Current.CancellationToken, environment);

        Assert.Equal(0, exitCode);
        Assert.Contains("alive", output, StringComparison.Ordinal);
        Assert.Equal(hasColors, output.Contains("\u001b[32malive", StringComparison.Ordinal));
        Assert.Equal(hasColors, Colour().IsMatch(output));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true, "--color", "always")]
    public async Task Pipe_has_colours_only_if_they_are_requested(bool hasColors, params string[] options)
    {
        (int exitCode, string output) = await RunAsync(
            $"{Shell(["history", .. options])} 2>/dev/null | cat", TestContext.Current.CancellationToken);

        Assert.Equal(0, exitCode);
        Assert.Contains("test-two", output, StringComparison.Ordinal);
        Assert.Equal(hasColors, Colour().IsMatch(output));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(60)]
    [InlineData(200)]
    public async Task Help_fits_into_the_terminal_and_uses_its_width(int columns)
    {
        (int exitCode, string output) = await RunAsync(
            $"stty cols {columns} && {Shell("rollback", "--help")}", TestContext.Current.CancellationToken);

        string[] lines = Plain(output).Split("\r\n");
        Assert.Equal(0, exitCode);
        Assert.Contains("Usage:", lines);
        Assert.InRange(lines.Max(VisibleText.Width), columns - 50, columns);
    }

    [Fact(Timeout = 60_000)]
    public async Task Progress_appears_while_the_server_is_slow_and_is_cleared()
    {
        using var response = new SemaphoreSlim(0);
        _quay.Changes.BeforeRequest(1, () => response.Wait(TestContext.Current.CancellationToken));
        using Process process = StartTool("show quayadmin/busybox");

        string before = await ReadUntilAsync(process, Waiting);
        response.Release();
        string after = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        string shown = ProgressTests.Shown(Plain(before + after).Replace("\r\n", "\n", StringComparison.Ordinal));
        Assert.Matches("^The server's clock shows .*\nRepository    quayadmin/busybox\n", shown);
        Assert.DoesNotContain("request", shown, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Ctrl_C_exits_with_130_and_clears_the_progress()
    {
        ToolProcess.SkipIfInterruptsAreIgnored();
        _quay.Faults.Always(Fault.Stall);
        using Process process = StartTool("show quayadmin/busybox");

        string before = await ReadUntilAsync(process, Waiting);
        await process.StandardInput.WriteAsync('\u0003');
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        string after = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, process.ExitCode);
        Assert.Empty(ProgressTests.Shown(Plain(before + after)));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string command, CancellationToken cancellationToken, params string[] environment)
    {
        using Process process = StartScript(command, environment);
        (string output, _) = await EndAsync(process, cancellationToken);
        return (process.ExitCode, output);
    }

    private static Process StartScript(string command, params string[] environment)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Script), "There is no script(1) of util-linux.");
        return Start(
            Script,
            ["-qec", command, "/dev/null"],
            [("TERM", "xterm-256color"), .. environment.Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))]);
    }

    private static async Task<string> ReadUntilAsync(Process process, string text)
    {
        var read = new StringBuilder();
        char[] buffer = new char[256];
        while (!read.ToString().Contains(text, StringComparison.Ordinal))
        {
            int count = await process.StandardOutput.ReadAsync(buffer, TestContext.Current.CancellationToken);
            Assert.True(count > 0, read.ToString());
            read.Append(buffer, 0, count);
        }

        return read.ToString();
    }

    /// <summary>Removes the sequences that select colours or modes of the terminal.</summary>
    private static string Plain(string output) => Sequence().Replace(output, "");

    [GeneratedRegex(@"\u001b\[[0-9;]*m")]
    private static partial Regex Colour();

    [GeneratedRegex(@"\u001b[\[=>][?0-9;]*[a-zA-Z]?")]
    private static partial Regex Sequence();

    private Process StartTool(string command) => StartScript(
        $"exec {Shell([.. command.Split(' '), "--url", $"{_server.Endpoint}"])}", $"QUAY_TOKEN={_quay.Token}");
}
