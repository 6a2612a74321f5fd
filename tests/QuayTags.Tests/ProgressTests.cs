using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;

namespace QuayTags.Tests;

/// <summary>Tests the progress of commands that take longer than a second.</summary>
public sealed class ProgressTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();
    private readonly FakeTimeProvider _clock = new(ToolRun.Now);
    private readonly StringWriter _terminal = new();

    public ProgressTests() => _quay.AddEntry("prod", 'a', daysAgo: 9);

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData("show", "acme/app")]
    [InlineData("list", "acme", "--json")]
    [InlineData("at", "acme/app", "1d")]
    public async Task Command_longer_than_a_second_shows_its_requests_and_clears_them(params string[] args)
    {
        ToolRun run = await ToolRun.RunAsync(args, SlowQuay.Terminal(_quay.Context(), _quay.Quay));

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"\r\w.*… 1 request, \d\.\d/s\r", run.Error);
        Assert.DoesNotContain("request", Shown(run.Error), StringComparison.Ordinal);
        Assert.Equal((await _quay.RunAsync(args)).Output, run.Output);
    }

    [Theory]
    [InlineData("--quiet")]
    [InlineData("--json", "--quiet")]
    public async Task Quiet_command_shows_no_progress(params string[] options)
    {
        ToolRun run = await ToolRun.RunAsync(["show", "acme/app", .. options], SlowQuay.Terminal(_quay.Context(), _quay.Quay));

        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Pipe_and_dumb_terminal_show_no_progress()
    {
        ToolContext slow = SlowQuay.Terminal(_quay.Context(), _quay.Quay);
        ToolContext dumb = SlowQuay.Terminal(_quay.Context(), _quay.Quay);

        ToolRun piped = await ToolRun.RunAsync(["show", "acme/app"], slow with { ErrorIsTerminal = false });
        ToolRun plain = await ToolRun.RunAsync(
            ["show", "acme/app"],
            dumb with { GetEnvironmentVariable = name => name == "TERM" ? "dumb" : dumb.GetEnvironmentVariable(name) });

        Assert.Empty(piped.Error);
        Assert.Empty(plain.Error);
    }

    [Fact]
    public async Task Command_within_a_second_shows_no_progress()
    {
        ToolRun run = await ToolRun.RunAsync(["show", "acme/app"], SlowQuay.Terminal(_quay.Context(), _quay.Quay, seconds: 0.9));

        Assert.Empty(run.Error);
    }

    [Fact]
    public void Line_is_updated_at_most_ten_times_a_second_and_only_after_a_second()
    {
        using ProgressLine progress = Create(columns: 80);

        for (int i = 0; i < 999; i++)
        {
            progress.Report($"Step {i}");
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Empty(_terminal.ToString());
        for (int i = 0; i < 1000; i++)
        {
            progress.Report($"Step {i}");
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(Regex.Count(_terminal.ToString(), "Step"), 1, 2 * 11);
    }

    [Fact]
    public void Estimate_follows_the_share_of_the_work()
    {
        using ProgressLine progress = Create(columns: 80);

        progress.Report("Reading…", share: 0.25);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.EndsWith("Reading… 1 request, 0.1/s, about 30 s left", _terminal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(20)]
    public void Line_is_narrower_than_the_terminal(int columns)
    {
        using ProgressLine progress = Create(columns);

        progress.Report("日本" + new string('x', 300));
        _clock.Advance(TimeSpan.FromSeconds(2));
        progress.Dispose();

        Assert.All(_terminal.ToString().Split('\r'), part => Assert.InRange(VisibleText.Width(part), 0, columns - 1));
        Assert.Empty(Shown(_terminal.ToString()));
    }

    [Fact]
    public void Longer_line_is_replaced_completely_by_a_shorter_one()
    {
        using ProgressLine progress = Create(columns: 80);

        progress.Report("A long text about what is read");
        _clock.Advance(TimeSpan.FromSeconds(2));
        progress.Report("Short");
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Matches(@"^Short 1 request, \d\.\d/s$", Shown(_terminal.ToString()));
    }

    [Fact]
    public void Progress_continues_after_the_user_responds_and_does_not_count_the_time_of_the_question()
    {
        ToolContext context = ToolRun.Context(new() { ["COLUMNS"] = "80" }) with
        {
            Error = _terminal,
            ErrorIsTerminal = true,
            InputIsTerminal = true,
            Input = new SlowReader(() => _clock.Advance(TimeSpan.FromSeconds(98))),
        };
        context = context.WithStatusLine();
        context.ClientOptions.TimeProvider = _clock;
        using ProgressLine progress = ProgressLine.Create(context)!;
        progress.CountRequest();

        context.Error.Write("Delete 2 tags? [y/N] ");
        Assert.Equal("yes", context.Input.ReadLine());
        progress.Report("Deleting…");
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.EndsWith("Deleting… 1 request, 0.5/s", _terminal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Question_that_waits_for_its_response_is_not_overwritten()
    {
        var line = new StatusLine(_terminal, 80);
        TextWriter writer = line.Over(_terminal);

        line.Draw("Reading…");
        writer.Write("Delete 2 tags? [y/N] ");
        line.Draw("Reading…");
        string asked = Shown(_terminal.ToString());
        writer.WriteLine("yes");
        line.Draw("Writing…");

        Assert.Equal("Delete 2 tags? [y/N] ", asked);
        Assert.EndsWith($"yes{Environment.NewLine}Writing…", Shown(_terminal.ToString()), StringComparison.Ordinal);
    }

    /// <summary>
    /// Gets what a terminal shows: a carriage return moves to the start of the line, and later characters replace earlier ones.
    /// </summary>
    internal static string Shown(string written) => string.Join(Environment.NewLine, written.Split(Environment.NewLine).Select(line =>
    {
        string shown = "";
        foreach (string part in line.Split('\r'))
        {
            shown = part + (part.Length < shown.Length ? shown[part.Length..] : "");
        }

        return line.EndsWith("] ", StringComparison.Ordinal) ? shown : shown.TrimEnd();
    }));

    private ProgressLine Create(int columns)
    {
        ToolContext context = ToolRun.Context(new() { ["COLUMNS"] = $"{columns}" }) with { Error = _terminal, ErrorIsTerminal = true };
        context = context.WithStatusLine();
        context.ClientOptions.TimeProvider = _clock;
        ProgressLine progress = ProgressLine.Create(context)!;
        progress.CountRequest();
        return progress;
    }

    private sealed class SlowReader(Action read) : TextReader
    {
        public override string? ReadLine()
        {
            read();
            return "yes";
        }
    }
}
