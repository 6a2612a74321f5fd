using System.Diagnostics;
using System.Text.RegularExpressions;
using Quay.Client.Testing;
using static QuayTags.Tests.ToolProcess;

namespace QuayTags.Tests;

/// <summary>Tests what needs a separate process: signals, pipes and the terminal.</summary>
[Trait("Speed", "Slow")]
public class ProcessTests
{
    [Theory(Timeout = 60_000)]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Signal_during_a_request_ends_the_tool(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill on Windows.");
        SkipIfInterruptsAreIgnored();
        FakeQuay quay = TestQuay.WithEntries();
        var requested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        quay.Changes.BeforeRequest(1, requested.SetResult);
        quay.Faults.Always(Fault.Stall);
        await using FakeQuayServer server = FakeQuayServer.Start(quay);
        using Process process = Start("history", "--url", $"{server.Endpoint}");

        await requested.Task.WaitAsync(TestContext.Current.CancellationToken);
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        (string output, string error) = await EndAsync(process, TestContext.Current.CancellationToken);

        Assert.Equal(exitCode, process.ExitCode);
        Assert.Empty(output);
        Assert.Empty(error);
    }

    [Fact(Timeout = 60_000)]
    public async Task History_shows_the_sample_if_nothing_is_configured()
    {
        using Process process = Start("history");

        (string output, string error) = await EndAsync(process, TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(8, output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("sample_tag  2024-06-18 18:42:27", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
        Assert.StartsWith("Neither --url nor QUAY_URL", error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Sample_needs_no_proxy()
    {
        using Process process = Start(["history", "--json"], ("HTTP_PROXY", "http://127.0.0.1:1"));

        (string output, _) = await EndAsync(process, TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(7, output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact(Timeout = 60_000)]
    public async Task No_page_is_requested_after_the_reader_closed_the_pipe()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The console of Windows does not report a closed pipe.");
        FakeQuay quay = SampleQuay.Create();
        await using FakeQuayServer server = FakeQuayServer.Start(quay);
        using Process process = Start(
            ["history", "rqorg/hist2500", "--json", "--page-size", "10", "--url", $"{server.Endpoint}"], ("QUAY_TOKEN", quay.Token));

        string? first = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        process.StandardOutput.Close();
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("{\"name\":\"b0092-rc\"", first, StringComparison.Ordinal);
        Assert.Equal(0, process.ExitCode);
        Assert.Matches("^The server's clock shows 2024-06-18 19:30:00Z, but this machine's shows .*\\.\r?\n$", error);
        Assert.InRange(quay.Requests.Count, 1, 249);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(60, "TAG         START (UTC)          DIGEST      STATE")]
    [InlineData(80, "TAG         START (UTC)          END (UTC)            DIGEST     STATE")]
    [InlineData(100, "TAG         START (UTC)          END (UTC)            DIGEST           SIZE  STATE")]
    [InlineData(120, "TAG         START (UTC)          END (UTC)            DIGEST           SIZE  STATE")]
    public async Task Table_fits_into_a_real_terminal(int width, string header)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "There is no script(1) of util-linux, which opens a terminal.");
        using Process process = Start(
            "/usr/bin/script",
            ["-qec", $"stty cols {width} && exec {Shell("history", "rqorg/hist2500", "--max-entries", "20")}", "/dev/null"]);

        (string output, _) = await EndAsync(process, TestContext.Current.CancellationToken);

        // A carriage return is at the end of the progress.
        string[] lines =
            [.. Regex.Replace(output, @"\u001b[\[=>][?0-9;]*[a-zA-Z]?", "").Split("\r\n").Select(line => line.Split('\r')[^1])];
        int first = Array.FindIndex(lines, line => line.Contains("START (UTC)", StringComparison.Ordinal));
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(Squeezed(header), Squeezed(lines[first]));
        Assert.All(lines[(first + 1)..(first + 21)], line => Assert.InRange(VisibleText.Width(line), 1, width));
        Assert.Equal(
            ["20 entries, 12 alive.", "The history has more entries: --max-entries ended the list."], lines[(first + 21)..(first + 23)]);

        static string Squeezed(string line) => Regex.Replace(line.Trim(), " +", " ");
    }

    [Fact(Timeout = 60_000)]
    public async Task Summary_comes_after_the_last_entry_if_both_outputs_are_one_pipe()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh on Windows.");
        using Process process = Start("/bin/sh", ["-c", $"exec {Shell("history", "rqorg/hist2500")} 2>&1"]);

        (string output, _) = await EndAsync(process, TestContext.Current.CancellationToken);

        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 1 + 2500 + 1, lines.Length);
        Assert.Equal("2500 entries, 81 alive.", lines[^1]);
        Assert.All(lines[2..^1], line => Assert.Matches(@"^b\d{4}-\S+ +2024-06-\d\d ", line));
    }
}
