using Quay.Client;
using Spectre.Console;

namespace QuayTags.Tests.Timeline;

public class TerminalPictureTests
{
    private static readonly TimeRange November = new(TestHistory.Day(5), TestHistory.Day(27));

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(130)]
    [InlineData(200)]
    public void Drawing_fits_the_terminal_and_uses_its_width(int columns)
    {
        TestHistory history = Shop.Large()
            .Entry(new string('n', 128), "long", 15)
            .Entry("\u202e🚀 rocket", "wide", 15)
            .Entry("</b>[red]", "markup", 15);

        string[] lines = Draw(history, columns);

        Assert.All(lines, line => Assert.InRange(VisibleText.Width(line), 0, columns));
        Assert.Equal(columns, lines.Max(VisibleText.Width));
        Assert.Contains(lines, line => line.StartsWith("🚀 rocket", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("</b>[red]", StringComparison.Ordinal));
        Assert.Equal(1, lines.Count(line => line.Contains("nnn…", StringComparison.Ordinal)));
    }

    [Fact]
    public void Digest_has_the_same_letter_in_all_lanes_and_in_the_legend()
    {
        string[] lines = Draw(new TestHistory().Moves("t", null, (10, "a"), (16, "b")).Entry("u", "b", 11), 80, November);

        Assert.Equal("t                   A ca97811 ███████████B 3e23e81 ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒", Lane(lines, "t"));
        Assert.Equal("u                       B 3e23e81 ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒", Lane(lines, "u"));
        Assert.Contains("A█ ca978112ca1b   B▒ 3e23e8160039", lines);
    }

    [Fact]
    public void Events_have_symbols_that_the_legend_explains()
    {
        TestHistory history = new TestHistory()
            .Entry("deleted", "a", 12, 18)
            .Moves("reverted", null, (12, "a"), (15, "b"), (19, "!a"))
            .Entry("expires", "a", 12, 25)
            .Entry("purged", "a", 13, 3);

        string[] lines = Draw(history, 80, November);

        Assert.Matches("^deleted +A ca97811 █+×", Lane(lines, "deleted"));
        Assert.Contains("A◀", Lane(lines, "reverted"), StringComparison.Ordinal);
        Assert.Matches("█╌+○$", Lane(lines, "expires"));
        Assert.Matches(@"A.*\?", Lane(lines, "purged"));
        Assert.Contains("◀ reverted   × deleted or expired   ? permanently deleted, end unknown", lines);
        Assert.Contains("╌ will expire", lines);
    }

    [Fact]
    public void Legend_has_only_the_symbols_that_are_drawn() =>
        Assert.Equal("A█ ca978112ca1b", Draw(new TestHistory().Entry("t", "a", 12), 80)[^1]);

    [Fact]
    public void Bars_that_overlap_in_time_are_drawn_below_each_other()
    {
        string[] lines = Draw(new TestHistory().Entry("t", "a", 10).Entry("t", "b", 12), 80, November);

        int first = Array.FindIndex(lines, line => line.StartsWith("t ", StringComparison.Ordinal));
        Assert.Contains("A ca97811", lines[first], StringComparison.Ordinal);
        Assert.Contains("B 3e23e81", lines[first + 1], StringComparison.Ordinal);
        Assert.StartsWith("   ", lines[first + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Axis_shows_the_time_and_where_the_history_is_incomplete()
    {
        string[] lines = Draw(new TestHistory().Entry("t", "a", 10), 100, November);

        string[] axis = lines[3..6];
        Assert.StartsWith("   November 2026", axis[0], StringComparison.Ordinal);
        Assert.Contains("now", axis[0], StringComparison.Ordinal);
        Assert.Contains("Mon 9", axis[1], StringComparison.Ordinal);
        Assert.Equal((int)(97 * (9.52 - 5) / 22), axis[2].IndexOf('─', StringComparison.Ordinal) - 3);
        Assert.Equal(axis[0].IndexOf("now", StringComparison.Ordinal), axis[2].IndexOf('┼', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tags_beyond_the_limit_are_counted_and_an_option_draws_them()
    {
        TestHistory history = Enumerable.Range(0, 45).Aggregate(
            new TestHistory(), (history, i) => history.Entry($"tag-{i}", "a", 12 + (i * 0.1)));

        ToolRun limited = await Shop.TimelineAsync(history);
        ToolRun all = await Shop.TimelineAsync(history, "--all");

        Assert.Equal(40, limited.Lines.Count(line => line.StartsWith("tag-", StringComparison.Ordinal)));
        Assert.Equal("5 more tags not shown. To draw all, pass --all.", limited.Lines[^1]);
        Assert.Equal(45, all.Lines.Count(line => line.StartsWith("tag-", StringComparison.Ordinal)));
        Assert.DoesNotContain("not shown", all.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drawing_for_a_file_has_80_columns_and_no_escape_codes()
    {
        ToolRun run = await Shop.TimelineAsync(Shop.Large());

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Equal(80, run.Lines.Max(VisibleText.Width));
        Assert.Empty(run.Error);
        Assert.All(run.Lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public void Colours_show_the_digests_as_in_the_picture()
    {
        string text = Text(new TestHistory().Moves("t", null, (10, "a"), (16, "b")), 80, ColorSystemSupport.TrueColor, November);

        // The foreground of the first two colours of the palette.
        Assert.Contains("\u001b[38;2;129;169;253m█████", text, StringComparison.Ordinal);
        Assert.Contains("\u001b[38;2;179;243;157m█████", text, StringComparison.Ordinal);
        Assert.DoesNotContain('▒', text);
    }

    [Theory]
    [InlineData("always", null, "[38;5;")]
    [InlineData("always", "truecolor", "[38;2;")]
    [InlineData("never", "truecolor", null)]
    public async Task Terminal_and_option_decide_the_number_of_colours(string option, string? colorTerm, string? code)
    {
        Dictionary<string, string> environment = colorTerm is null ? [] : new() { ["COLORTERM"] = colorTerm };

        ToolRun run = await ToolRun.RunAsync(["timeline", "--color", option], environment);

        Assert.Equal(code is not null, run.Output.Contains('\u001b'));
        Assert.Contains(code ?? "57583a1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Earlier_events_are_counted()
    {
        ToolRun run = await Shop.TimelineAsync(Shop.Small(), "--from", "2026-11-12T00:00:00Z");

        Assert.Contains("8 earlier events not shown", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Repository_without_tags_has_a_sentence() => Assert.Equal("No tags in this period.", Draw(new TestHistory(), 80)[^1]);

    [Fact]
    public void Entry_without_a_digest_or_start_is_drawn()
    {
        TestHistory history = new TestHistory().Add(new TagHistoryEntry { Name = "t" });

        Assert.Matches("^t +│░+$", Lane(Draw(history, 80, November with { To = TestHistory.Day(20) }), "t"));
    }

    private static string[] Draw(TestHistory history, int columns, TimeRange? range = null) =>
        [.. Text(history, columns, ColorSystemSupport.NoColors, range).TrimEnd().Split(Environment.NewLine)];

    private static string Text(TestHistory history, int columns, ColorSystemSupport colours, TimeRange? range)
    {
        var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = colours == ColorSystemSupport.NoColors ? AnsiSupport.No : AnsiSupport.Yes,
            ColorSystem = colours,
        });
        console.Profile.Width = columns + 1;
        TerminalPicture.Write(Drawing.SceneOf(history, range), showsAll: false, columns, console);
        return text.ToString();
    }

    private static string Lane(string[] lines, string tag) =>
        lines.First(line => line.StartsWith($"{tag} ", StringComparison.Ordinal));
}
