using System.Text.RegularExpressions;

namespace QuayTags.Tests;

/// <summary>Compares the question and the undo command in the page on writes with those of the tool.</summary>
public sealed partial class DocumentedQuestionTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Fact]
    public async Task Terminal_shows_what_the_page_on_writes_shows()
    {
        string page = await File.ReadAllTextAsync(
            Path.Combine(ReadmeTests.Root(), "docs", "writing.md"), TestContext.Current.CancellationToken);
        Match shown = Transcript().Match(page);
        _quay.App.AddEntry(
            "v1",
            "sha256:7b42" + new string('0', 60),
            new(2026, 11, 20, 12, 30, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero));
        var screen = new StringWriter();
        ToolContext context = _quay.Context() with
        {
            Output = screen,
            Error = screen,
            Input = new Echo(screen),
            InputIsTerminal = true,
            OutputIsTerminal = true,
            TerminalColumns = 400,
        };

        // The page wraps the long command as a shell script does.
        string output = shown.Groups["output"].Value.Replace(" \\\n  &&", " &&", StringComparison.Ordinal);
        await QuayTagsApp.RunAsync(shown.Groups["command"].Value.Split(' '), context, TestContext.Current.CancellationToken);

        Assert.Equal(
            output.Split('\n'),
            screen.ToString().TrimEnd()
                .Replace(new string('0', 60), "…", StringComparison.Ordinal)
                .Replace(_quay.Url, "https://quay.example.com/", StringComparison.Ordinal)
                .Replace(new Uri(_quay.Url).Authority, "quay.example.com", StringComparison.Ordinal)
                .Split(Environment.NewLine));
    }

    [GeneratedRegex(@"^\$ quaytags (?<command>.+)\n(?<output>(?s:.+?))\n```$", RegexOptions.Multiline)]
    private static partial Regex Transcript();

    /// <summary>Represents a user who types y, which the terminal shows.</summary>
    private sealed class Echo(TextWriter screen) : TextReader
    {
        public override string? ReadLine()
        {
            screen.WriteLine("y");
            return "y";
        }
    }
}
