using Quay.Client.Testing;

namespace QuayTags.Tests.Timeline;

public sealed class TimelineCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Picture_is_written_to_the_output_and_notes_to_the_errors()
    {
        ToolRun run = await Shop.TimelineAsync(Shop.Large(), "--svg", "-");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(30, new Drawing(run.Output).Names.Length);
        Assert.Matches(
            @"^30 tags from 2026-11-\d\d \d\d:\d\d:\d\dZ to 2026-11-\d\d \d\d:\d\d:\d\dZ\. \d+ earlier events not shown\.$",
            Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task Picture_is_written_to_a_file_and_nothing_to_the_output()
    {
        string file = Path.Combine(_folder, "history.svg");
        await File.WriteAllTextAsync(file, new string('x', 1_000_000));

        ToolRun run = await Shop.TimelineAsync(Shop.Small(), "--svg", file);
        ToolRun piped = await Shop.TimelineAsync(Shop.Small(), "--svg", "-");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal(piped.Output, await File.ReadAllTextAsync(file));
        Assert.Equal((byte)'<', (await File.ReadAllBytesAsync(file))[0]);
        Assert.Equal([$"{piped.ErrorLines[0]} Saved to {file}."], run.ErrorLines);
    }

    [Fact]
    public async Task Unwritable_file_is_an_error()
    {
        string line = (await Shop.TimelineAsync(Shop.Small(), "--svg", Path.Combine(_folder, "no", "history.svg"))).AssertFailure(1);

        Assert.Contains(_folder, line, StringComparison.Ordinal);
        (await Shop.TimelineAsync(Shop.Small(), "--svg", _folder)).AssertFailure(1);
    }

    [Fact]
    public async Task File_is_not_changed_if_the_history_cannot_be_read()
    {
        string file = Path.Combine(_folder, "history.svg");
        await File.WriteAllTextAsync(file, "before");
        FakeQuay quay = Shop.Quay(Shop.Small());
        quay.Faults.When(request => request.Target.Contains("/tag/", StringComparison.Ordinal), Fault.BadGateway, times: 100);
        await using FakeQuayServer server = FakeQuayServer.Start(quay);

        ToolRun run = await ToolRun.RunAsync("timeline", Shop.Repository, "--url", $"{server.Endpoint}", "--svg", file);

        run.AssertFailure(1);
        Assert.Equal("before", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("prod", "prod")]
    [InlineData("1.5*", "1.5|1.5.1")]
    [InlineData("pr-3?8", "pr-318")]
    [InlineData("none", "")]
    public async Task Option_tag_selects_the_drawn_tags(string tag, string names)
    {
        ToolRun run = await Shop.TimelineAsync(Shop.Small(), "--svg", "-", "--tag", tag);

        var drawing = new Drawing(run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(names, string.Join('|', drawing.Names.Order()));
        Assert.Contains(drawing.Texts, text => text.EndsWith($" · only {tag}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task From_and_to_select_the_drawn_period()
    {
        ToolRun run = await Shop.TimelineAsync(
            Shop.Small(), "--svg", "-", "--from", "2026-11-12T01:00:00+01:00", "--to", "2026-11-30T00:00Z");
        ToolRun relative = await Shop.TimelineAsync(Shop.Small(), "--svg", "-", "--from", "2d", "--to", "12h");

        Assert.Contains(
            new Drawing(run.Output).Texts,
            text => text.StartsWith("12 Nov 2026 00:00 – 30 Nov 2026 00:00 UTC · 12 tags", StringComparison.Ordinal));
        Assert.Contains(
            new Drawing(relative.Output).Texts,
            text => text.StartsWith("21 Nov 2026 12:30 – 23 Nov 2026 00:30 UTC", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Window_is_that_of_the_repository()
    {
        FakeQuay quay = Shop.Quay(Shop.Small());
        quay.FindRepository(Shop.Repository)!.Namespace.TimeMachine = TimeSpan.FromDays(3);
        await using FakeQuayServer server = FakeQuayServer.Start(quay);

        ToolRun run = await ToolRun.RunAsync("timeline", Shop.Repository, "--url", $"{server.Endpoint}", "--svg", "-", "--from", "7d");

        Assert.Contains("complete from 20 Nov 2026 12:30", new Drawing(run.Output).Texts);
    }

    [Theory]
    [InlineData("quayadmin/busybox", 4, 7)]
    [InlineData("rqorg/hist2500", 120, 2500)]
    public async Task Sample_repositories_are_drawn(string repository, int tags, int entries)
    {
        ToolRun run = await ToolRun.RunAsync("timeline", repository, "--svg", "-");

        var drawing = new Drawing(run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal((tags, entries), (drawing.Names.Length, drawing.Bars.Count()));
    }

    [Fact]
    public async Task Repository_without_tags_has_a_picture()
    {
        ToolRun run = await Shop.TimelineAsync(new TestHistory(), "--svg", "-");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("No tags in this period.", new Drawing(run.Output).Texts);
        Assert.StartsWith("0 tags from ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_shown_on_a_terminal_and_cleared_at_the_end()
    {
        await using var quay = new WriteFixture();
        quay.AddEntry("prod", 'a', daysAgo: 9);

        ToolRun run = await ToolRun.RunAsync(["timeline", "acme/app", "--svg", "-"], SlowQuay.Terminal(quay.Context(), quay.Quay));

        Assert.Contains("\rReading the history… 1 request, ", run.Error, StringComparison.Ordinal);
        Assert.Contains(" \r1 tag from ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_describes_the_order_of_the_lanes()
    {
        ToolRun run = await ToolRun.RunAsync("timeline", "--help");

        string[] words = run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("The most recently changed tag comes first.", string.Join(' ', words), StringComparison.Ordinal);
    }
}
