using System.Text;
using System.Text.RegularExpressions;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

/// <summary>Tests that each line of the output fits into the terminal.</summary>
public sealed partial class WidthTests : IAsyncDisposable
{
    private const string LongTag =
        "a-name-that-somebody-took-from-the-whole-title-of-the-ticket-and-then-some-more-of-it-until-it-was-a-hundred-and-twenty-eight-lo";

    private readonly WriteFixture _quay = new();

    public WidthTests()
    {
        _quay.AddEntry("beta", 'd', daysAgo: 9, endedDaysAgo: 1);
        _quay.AddEntry("late", 'e', daysAgo: 3);
        _quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 6);
        _quay.AddEntry("prod", 'b', daysAgo: 6, endedDaysAgo: 2);
        _quay.AddEntry("prod", 'c', daysAgo: 2);
        _quay.App.AddEntry(LongTag, Digest('f'), ToolRun.Now.AddDays(-8), ToolRun.Now.AddDays(30));
        _quay.App.AddEntry("gone", Digest('0'), ToolRun.Now.AddDays(-8), ToolRun.Now.AddDays(-20));
        _quay.Quay.AddRepository($"acme/{LongTag}/{LongTag[..100]}").Grant("admin", FakeRole.Admin);
    }

    public static TheoryData<int, string> Commands()
    {
        string[] commands =
        [
            "history acme/app",
            $"history acme/app --tag {LongTag}",
            "log acme/app",
            "at acme/app 1d",
            $"at acme/app 1d --tag {LongTag}",
            "diff acme/app 7d 0d",
            "show acme/app",
            "list acme",
            $"promote acme/app prod {LongTag} --dry-run",
            $"promote acme/app prod {LongTag}",
            $"expire acme/app {LongTag} 40d",
            $"delete acme/app late {LongTag}",
            "restore acme/app beta --previous",
            "rollback acme/app 7d --delete-newer --dry-run",
            "rollback acme/app 7d --delete-newer",
        ];
        int[] widths = [60, 80, 100, 120];
        return [.. from width in widths from command in commands select new TheoryDataRow<int, string>(width, command)];
    }

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Each_line_of_each_command_fits_into_the_terminal(int width, string command)
    {
        await using var other = new WidthTests();

        ToolRun narrow = await ToolRun.RunAsync(Confirmed(command.Split(' ')), Terminal(width));
        ToolRun piped = await other._quay.RunAsync(command.Split(' '));

        Assert.Equal(piped.ExitCode, narrow.ExitCode);
        Assert.NotEmpty(Shown(narrow));
        Assert.All(Shown(narrow), line => Assert.InRange(VisibleText.Width(line), 1, width));
        Assert.Equal(piped.Lines.Length, Shown(narrow).Length);
    }

    [Theory]
    [InlineData(60, "TAG         START (UTC)          DIGEST      STATE", "test-two    2024-06-18 18:59:13  57583a1b9…  alive, reverted")]
    [InlineData(
        80,
        "TAG         START (UTC)          END (UTC)            DIGEST     STATE",
        "test-two    2024-06-18 18:59:13                       57583a1b…  alive, reverted")]
    [InlineData(
        100,
        "TAG         START (UTC)          END (UTC)            DIGEST           SIZE  STATE",
        "test-two    2024-06-18 18:59:13                       57583a1b9c0a  2.2 MiB  alive, reverted")]
    public async Task Columns_are_omitted_and_digests_shortened_in_a_narrow_terminal(int width, string header, string row)
    {
        ToolRun run = await ToolRun.RunAsync(["history"], Terminal(ToolRun.Context(), width));

        Assert.Equal([header, row], Shown(run)[..2].Select(line => line.TrimEnd()));
    }

    [Theory]
    [InlineData("history acme/app")]
    [InlineData("log acme/app")]
    [InlineData("at acme/app 1d")]
    [InlineData("diff acme/app 9d 0d")]
    [InlineData("snapshot acme/app")]
    [InlineData("show acme/app")]
    public async Task Wide_writes_whole_names_and_digests_in_all_columns(string command)
    {
        ToolRun wide = await ToolRun.RunAsync([.. command.Split(' '), "--wide"], Terminal(60));
        ToolRun piped = await _quay.RunAsync([.. command.Split(' '), "--wide"]);

        Assert.Contains(LongTag, wide.Output, StringComparison.Ordinal);
        Assert.Contains(Digest('c'), wide.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('…', wide.Output);
        Assert.Equal(piped.Lines, Shown(wide));
    }

    [Theory]
    [InlineData("rollback acme/app 7d --dry-run")]
    [InlineData("promote acme/app prod late --dry-run")]
    public async Task Wide_writes_whole_lines(string command)
    {
        ToolRun wide = await ToolRun.RunAsync([.. command.Split(' '), "--wide"], Terminal(60));
        ToolRun piped = await _quay.RunAsync(command.Split(' '));

        Assert.Contains(Digest('c'), wide.Output, StringComparison.Ordinal);
        Assert.Equal(piped.Output, wide.Output);
    }

    [Theory]
    [InlineData("60", 120, 60)]
    [InlineData("", 70, 70)]
    [InlineData("no number", 70, 70)]
    [InlineData("-5", 70, 70)]
    [InlineData("0", 0, 80)]
    public async Task Width_comes_from_COLUMNS_then_the_terminal_then_80(string columns, int terminal, int width)
    {
        ToolContext context = Terminal(terminal);
        Func<string, string?> environment = context.GetEnvironmentVariable;
        context = context with { GetEnvironmentVariable = name => name == "COLUMNS" ? columns : environment(name) };

        ToolRun run = await ToolRun.RunAsync(["log", "acme/app"], context);

        Assert.Equal(width, Shown(run).Max(VisibleText.Width));
    }

    [Fact]
    public async Task COLUMNS_is_ignored_if_the_output_is_not_a_terminal()
    {
        ToolContext context = _quay.Context();
        Func<string, string?> environment = context.GetEnvironmentVariable;

        ToolRun run = await ToolRun.RunAsync(
            ["log", "acme/app"], context with { GetEnvironmentVariable = name => name == "COLUMNS" ? "60" : environment(name) });

        Assert.Contains(LongTag, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("long ")]
    [InlineData("日本語")]
    [InlineData("\U0001F433 ")]
    [InlineData("e\u0301\u0302")]
    [InlineData("שלום ")]
    [InlineData("\u001b[31m\u202e\u200b")]
    public async Task A_long_description_shortens_only_its_own_cell(string part)
    {
        _quay.App.Description = string.Concat(Enumerable.Repeat(part, 2000));

        ToolRun narrow = await ToolRun.RunAsync(["show", "acme/app"], Terminal(80));
        ToolRun piped = await _quay.RunAsync("show", "acme/app");

        Assert.Equal(piped.Lines.Length, Shown(narrow).Length);
        Assert.Equal("Repository    acme/app", Shown(narrow)[0].TrimEnd());
        Assert.StartsWith("Description   ", Shown(narrow)[1], StringComparison.Ordinal);
        Assert.EndsWith("…", Shown(narrow)[1].TrimEnd(), StringComparison.Ordinal);
        Assert.InRange(VisibleText.Width(Shown(narrow)[1]), 79, 80);
        Assert.Equal("Access        read, write, administer", Shown(narrow)[7].TrimEnd());
        Assert.Contains(VisibleText.Of(_quay.App.Description), piped.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_name_shortens_only_its_own_cell()
    {
        // Only a restoration can create a tag with such a name.
        string name = string.Concat(Enumerable.Repeat("日本", 1000));
        _quay.App.AddEntry(name, Digest('c'), ToolRun.Now.AddDays(-1));

        ToolRun narrow = await ToolRun.RunAsync(["history", "acme/app"], Terminal(100));
        ToolRun piped = await _quay.RunAsync("history", "acme/app");

        Assert.Matches("^日本日[日本]*…[日本]*日本 ", Shown(narrow)[1]);
        Assert.EndsWith(
            "2026-11-22 12:30:00                       cccccccccccc  1.3 KiB  alive", Shown(narrow)[1].TrimEnd(), StringComparison.Ordinal);
        Assert.Contains(Shown(narrow), line => line.StartsWith("prod  ", StringComparison.Ordinal));
        Assert.Contains(name, piped.Output, StringComparison.Ordinal);
        Assert.All(Shown(narrow), line => Assert.InRange(VisibleText.Width(line), 1, 100));
    }

    [Theory]
    [InlineData("history", "acme/app")]
    [InlineData("log", "acme/app")]
    [InlineData("at", "acme/app", "1d")]
    [InlineData("diff", "acme/app", "7d", "0d")]
    [InlineData("show", "acme/app")]
    [InlineData("list", "acme")]
    [InlineData("timeline", "acme/app", "--svg", "-")]
    [InlineData("delete", "acme/app", "late", "none", "prod", "--keep-going")]
    [InlineData("rollback", "acme/app", "7d")]
    public async Task Output_and_notes_stay_in_order_on_one_pipe(params string[] args)
    {
        var pipe = new MemoryStream();
        await using var output = new StreamWriter(pipe, new UTF8Encoding(false), bufferSize: 64 * 1024, leaveOpen: true);
        await using var error = new StreamWriter(pipe, new UTF8Encoding(false), leaveOpen: true) { AutoFlush = true };
        ToolRun apart = await _quay.RunAsync(args);
        await using var again = new WidthTests();

        await QuayTagsApp.RunAsync(
            Confirmed(args), again._quay.Context() with { Output = output, Error = error }, TestContext.Current.CancellationToken);

        string text = Encoding.UTF8.GetString(pipe.ToArray()).Replace(again._quay.Url, _quay.Url, StringComparison.Ordinal);
        string[] lines = text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(apart.Lines.Concat(apart.ErrorLines).Order(), lines.Order());
        Assert.Equal(apart.Lines, lines.Where(line => apart.Lines.Contains(line)));
        if (apart.ErrorLines.Length > 0 && args[0] is not ("delete" or "rollback"))
        {
            Assert.Equal(apart.ErrorLines[^1], lines[^1]);
        }
    }

    // The environment of the test can look like a terminal with colours.
    private static string[] Shown(ToolRun run) => [.. run.Lines.Select(line => Colour().Replace(line, ""))];

    [GeneratedRegex(@"\u001b\[[0-9;]*m")]
    private static partial Regex Colour();

    private static ToolContext Terminal(ToolContext context, int width) =>
        context with { OutputIsTerminal = true, TerminalColumns = width };

    private ToolContext Terminal(int width) => Terminal(_quay.Context(), width);
}
