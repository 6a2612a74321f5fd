using System.Text.RegularExpressions;
using Quay.Client.Testing;

namespace QuayTags.Tests;

/// <summary>Tests that each table fits into terminals of 60 to 200 columns, and what remains of it.</summary>
[Trait("Speed", "Slow")]
public sealed partial class TableWidthTests : IAsyncDisposable
{
    private const int Narrowest = 60;
    private const int Widest = 200;

    // All end with a letter, and the fixture appends a digit.
    private static readonly Dictionary<string, string> Names = new()
    {
        ["short"] = "v",
        ["128 characters"] = string.Concat(Enumerable.Repeat("release-2026.11.", 8))[..127],
        ["East Asian"] = string.Concat(Enumerable.Repeat("日本語タグ", 25)),
        ["emoji"] = string.Concat(Enumerable.Repeat("\U0001F469\u200D\U0001F4BB\U0001F433", 40)),
        ["combining"] = string.Concat(Enumerable.Repeat("e\u0301\u0302", 60)),
    };

    private static readonly string[] CommandLines =
    [
        .. ListCommands.All.Values.Where(command => !command.Contains(" 20d", StringComparison.Ordinal)),
        "log acme/app",
        "at acme/app 7d",
        "diff acme/app 7d 1d",
        "watch acme/app --since 20d --once",
        "watch acme --since 20d --once --who",
        "snapshot acme --at 7d",
    ];

    private readonly WriteFixture _quay = new();

    public static TheoryData<string, string> Tables =>
        [.. from name in Names.Keys from command in CommandLines select new TheoryDataRow<string, string>(name, command)];

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Table_fits_and_shows_as_much_as_possible(string name, string command)
    {
        Fill(Names[name]);
        ToolRun piped = await RunAsync(command, columns: null);

        foreach (int columns in new[] { Narrowest, 80, 100, 130, Widest })
        {
            ToolRun run = await RunAsync(command, columns);

            Assert.Equal(piped.ExitCode, run.ExitCode);
            Assert.Equal(piped.Lines.Length, run.Lines.Length);
            Assert.All(run.Lines, line => Assert.InRange(VisibleText.Width(line), 1, columns));
            if (run.Output.Contains('…', StringComparison.Ordinal) && !command.StartsWith("watch", StringComparison.Ordinal))
            {
                // A watch reserves space for later events. One cell can stay free if the next character is two cells wide.
                Assert.InRange(run.Lines.Max(VisibleText.Width), columns - 1, columns);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Names_and_digests_or_states_are_shown_in_a_narrow_terminal(string name, string command)
    {
        Fill(Names[name]);

        ToolRun run = await RunAsync(command, Narrowest);

        string[] header = run.Lines.First(line => Header().IsMatch(line)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] important = command.Split(' ')[0] switch
        {
            "history" => ["TAG", "DIGEST", "STATE"],
            "list" => ["REPOSITORY", "VISIBILITY"],
            "log" or "watch" => ["TAG", "EVENT"],
            "diff" => ["TAG", "BEFORE", "AFTER"],
            "labels" => ["KEY", "VALUE"],
            "usage" => ["ACTION", "TAG", "WHO"],
            "security" => ["SEVERITY", "VULNERABILITY", "PACKAGE"],
            "policies" => ["POLICY", "RULE"],
            _ => ["TAG", "DIGEST"],
        };
        Assert.Empty(important.Except(header));
        Assert.Equal(command.Split(' ')[1] == "acme", header.Contains("REPOSITORY"));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("128 characters")]
    public async Task Nothing_is_shortened_at_200_columns_without_need(string name)
    {
        Fill(Names[name]);
        string[] commands = name == "short"
            ? [.. CommandLines.Where(command => !command.StartsWith("list", StringComparison.Ordinal))]
            : ["show acme/app"];

        foreach (string command in commands.Where(command => command.Split(' ')[1] == "acme/app"))
        {
            ToolRun wide = await RunAsync(command, Widest);
            ToolRun piped = await RunAsync(command, columns: null);

            Assert.Equal(piped.Lines.Select(line => line.TrimEnd()), wide.Lines.Select(line => line.TrimEnd()));
        }
    }

    [Fact]
    public async Task Names_that_differ_only_at_the_end_stay_different()
    {
        Fill(Names["128 characters"]);

        ToolRun run = await RunAsync("at acme/app 1d", Narrowest);

        string[] names = [.. run.Lines.Skip(1).Select(line => line.Split(' ')[0])];
        Assert.Equal(3, names.Distinct().Count());
        Assert.Contains(
            names,
            name => name.StartsWith("release", StringComparison.Ordinal) && name.EndsWith("2026.111", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sizes_are_aligned_at_the_right()
    {
        _quay.App.AddManifest(WriteFixture.Digest('a'), 7);
        _quay.App.AddManifest(WriteFixture.Digest('b'), 123_456_789);
        Fill("v");

        foreach (string command in new[] { "show acme/app", "history acme/app", "at acme/app 7d", "snapshot acme/app" })
        {
            ToolRun run = await RunAsync(command, Widest);

            int end = run.Lines.First(line => Header().IsMatch(line)).IndexOf("SIZE", StringComparison.Ordinal) + "SIZE".Length;
            Match[] sizes = [.. run.Lines.Select(line => Size().Match(line)).Where(size => size.Success)];
            Assert.All(sizes, size => Assert.Equal(end, size.Index + size.Length));
        }
    }

    [Theory]
    [InlineData("abcdefghij", 10, "abcdefghij")]
    [InlineData("abcdefghijk", 10, "abcde…hijk")]
    [InlineData("abcdefghijk", 2, "a…")]
    [InlineData("abcdefghijk", 1, "…")]
    [InlineData("日本語日本語", 10, "日本…本語")]
    [InlineData("日本語日本語", 9, "日本…本語")]
    [InlineData("e\u0301e\u0301e\u0301e\u0301", 3, "e\u0301…e\u0301")]
    public void Name_is_shortened_in_the_middle_between_characters(string name, int width, string expected)
    {
        string shortened = MiddleEllipsis.Shorten(name, width);

        Assert.Equal(expected, shortened);
        Assert.InRange(VisibleText.Width(shortened), 1, width);
    }

    private void Fill(string tag)
    {
        ListCommands.Fill(_quay, tag);
        string name = $"acme/{new string('r', 100)}/{new string('s', 149)}";
        Assert.Equal(255, name.Length);
        FakeRepository repository = _quay.Quay.AddRepository(name).Grant("admin", FakeRole.Admin);
        ListCommands.Fill(repository, tag);
        repository.Description = tag;
    }

    private async Task<ToolRun> RunAsync(string command, int? columns)
    {
        ToolContext context = _quay.Context() with { OutputIsTerminal = columns is not null, TerminalColumns = columns ?? 0 };
        return await ToolRun.RunAsync([.. command.Split(' '), "--color", "never"], context);
    }

    [GeneratedRegex("^ *[A-Z]{3,}.*[A-Z]{2,}")]
    private static partial Regex Header();

    [GeneratedRegex(@"[0-9.]+ (?:B|[KMG]iB)\b")]
    private static partial Regex Size();
}
