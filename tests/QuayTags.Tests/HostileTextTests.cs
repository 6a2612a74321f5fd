using System.Globalization;
using System.Text;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

/// <summary>Tests that text from a server, a file or the command line cannot control the terminal or be invisible.</summary>
public sealed class HostileTextTests : IAsyncDisposable
{
    private const string Hostile = "a\u001b[31m\u0007\u202eb\u200bc\u2066d\u00ad\nv";

    private readonly WriteFixture _quay = new();

    public HostileTextTests()
    {
        _quay.App.AddEntry(Hostile, Digest('a'), ToolRun.Now.AddDays(-9), ToolRun.Now.AddDays(-6));
        _quay.App.AddEntry(Hostile, Digest('b'), ToolRun.Now.AddDays(-6));
        _quay.App.AddEntry(Hostile + "2", Digest('b'), ToolRun.Now.AddDays(-6), ToolRun.Now.AddDays(-20));
        _quay.App.Description = Hostile;
    }

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData("history", "acme/app")]
    [InlineData("log", "acme/app")]
    [InlineData("at", "acme/app", "7d")]
    [InlineData("snapshot", "acme", "--at", "7d")]
    [InlineData("diff", "acme/app", "7d", "1d")]
    [InlineData("show", "acme/app")]
    [InlineData("rollback", "acme/app", "7d")]
    [InlineData("timeline", "acme/app", "--svg", "-")]
    public async Task Names_and_descriptions_are_shown_without_invisible_characters(params string[] args)
    {
        ToolRun run = await _quay.RunAsync(args);

        AssertVisible(run);
        Assert.Contains("a[31mbcd v", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("history", "acme/app")]
    [InlineData("delete", "acme/app", "prod")]
    public async Task Errors_of_the_server_are_one_visible_line(params string[] args)
    {
        _quay.Quay.Faults.Always(Fault.Status(400, """{"detail": "a\u001b[31m\u202eb\u200bc\n\u2028d"}""", "application/json"));

        ToolRun run = await _quay.RunAsync(args);

        Assert.Single(run.ErrorLines);
        AssertVisible(run);
    }

    [Theory]
    [InlineData("a\u001b[31m\u202eb")]
    [InlineData("history", "a\u001b[31m\u202eb/c")]
    [InlineData("history", "acme/app", "a\u001b[31m\u202eb")]
    [InlineData("at", "a\u001b[31m\u202eb")]
    [InlineData("log", "--url", "a\u001b[31m\u202eb")]
    [InlineData("log", "--ca-file", "a\u001b[31m\u202eb")]
    [InlineData("rollback", "--plan", "a\u001b[31m\u202eb")]
    [InlineData("timeline", "acme/app", "--svg", "/a\u001b[31m\u202eb/c")]
    public async Task Usage_errors_quote_arguments_without_invisible_characters(params string[] args)
    {
        ToolRun run = await _quay.RunAsync(args);

        Assert.NotEqual(0, run.ExitCode);
        Assert.NotEmpty(run.Error);
        AssertVisible(run);
    }

    private static void AssertVisible(ToolRun run)
    {
        string printed = (run.Output + run.Error)
            .Replace(Environment.NewLine, "", StringComparison.Ordinal)
            .Replace("\n", "", StringComparison.Ordinal);
        foreach (Rune rune in printed.EnumerateRunes())
        {
            Assert.False(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format, $"U+{rune.Value:X4}");
        }
    }
}
