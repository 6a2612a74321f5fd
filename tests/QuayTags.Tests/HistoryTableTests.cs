using System.Text.RegularExpressions;
using Quay.Client.Testing;

namespace QuayTags.Tests;

public class HistoryTableTests
{
    [Fact]
    public async Task Without_a_terminal_the_table_has_no_colours_and_no_wrapped_lines()
    {
        ToolRun run = await ToolRun.RunAsync("history");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "TAG         START (UTC)          END (UTC)            DIGEST           SIZE  STATE",
                "test-two    2024-06-18 18:59:13                       57583a1b9c0a  2.2 MiB  alive, reverted",
                "test-two    2024-06-18 18:57:09  2024-06-18 18:59:13  0cd3dd6236e2  2.2 MiB  ended",
                "test-two    2024-06-18 18:56:58  2024-06-18 18:57:09  0cd3dd6236e2  2.2 MiB  ended",
                "sample_tag  2024-06-18 18:42:27                       57583a1b9c0a  2.2 MiB  alive",
                "test-two    2024-06-06 13:33:00  2024-06-18 18:56:58  57583a1b9c0a  2.2 MiB  ended",
                "tag-test    2024-06-06 13:26:18                       57583a1b9c0a  2.2 MiB  alive",
                "example     2024-05-14 14:48:51                       57583a1b9c0a  2.2 MiB  alive",
            ],
            run.Lines.Select(line => line.TrimEnd()));
        Assert.Equal(["Neither --url nor QUAY_URL is set, so the tool uses its sample data.", "7 entries, 4 alive."], run.ErrorLines);
    }

    [Fact]
    public async Task History_of_many_pages_has_one_line_per_entry()
    {
        ToolRun run = await ToolRun.RunAsync("history", "rqorg/hist2500");

        Assert.Equal(1 + 2500, run.Lines.Length);
        Assert.Equal(
            Recording.Hist2500Entries.Select(row => row["name"]!.GetValue<string>()), run.Lines.Skip(1).Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData("", "alive")]
    [InlineData(""", "end_ts": 1795434036""", "ended")]
    [InlineData(""", "end_ts": 1823070358""", "expires")]
    [InlineData(""", "end_ts": 1795434034""", "permanently deleted")]
    [InlineData(""", "immutable": true""", "alive, immutable")]
    [InlineData(""", "immutable": false""", "alive")]
    [InlineData(""", "reversion": true, "end_ts": 1795434036""", "ended, reverted")]
    [InlineData(""", "is_manifest_list": true""", "alive, list")]
    public async Task Table_shows_the_state_of_each_entry(string fields, string state)
    {
        ToolRun run = await HistoryAsync(
            $$"""{"name": "latest", "start_ts": 1795434035, "manifest_digest": "sha256:0123456789abcdef", "size": 7{{fields}}}""");

        Assert.EndsWith($"  0123456789ab   7 B  {state}", run.Lines[1].TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entry_that_starts_in_the_future_is_not_shown_as_ended()
    {
        ToolRun run = await HistoryAsync("""{"name": "latest", "start_ts": 1895434035, "manifest_digest": "sha256:ab"}""");

        Assert.EndsWith("not yet alive", run.Lines[1].TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task False_end_of_a_permanently_deleted_entry_is_not_shown()
    {
        ToolRun run = await HistoryAsync(
            """{"name": "latest", "start_ts": 1795434035, "end_ts": 1718737153, "manifest_digest": "sha256:ab"}""");

        Assert.Contains("2026-11-23 11:40:35", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("2024-06-18", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_text_is_neither_markup_nor_a_terminal_command()
    {
        ToolRun run = await HistoryAsync("""{"name": "[red]a[/] \u001b[2Jb\nc", "manifest_digest": "sha256:ab"}""");

        Assert.StartsWith("[red]a[/] [2Jb c ", run.Lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(2275314, "2.2 MiB")]
    [InlineData(5L << 30, "5.0 GiB")]
    [InlineData(5000L << 40, "5000.0 TiB")]
    public async Task Sizes_are_shown_in_binary_units(long size, string shown)
    {
        ToolRun run = await HistoryAsync($$"""{"name": "latest", "size": {{size}}, "manifest_digest": "sha256:ab"}""");

        Assert.Contains($"  {shown}  alive", run.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Note_reports_that_max_entries_ended_the_list()
    {
        ToolRun run = await ToolRun.RunAsync("history", "--max-entries", "1");

        Assert.Equal(2, run.Lines.Length);
        Assert.Equal(["1 entry, 1 alive.", "The history has more entries: --max-entries ended the list."], run.ErrorLines[^2..]);
    }

    [Fact]
    public async Task No_note_if_the_history_has_no_more_than_max_entries()
    {
        ToolRun run = await ToolRun.RunAsync("history", "--max-entries", "7");

        Assert.Equal("7 entries, 4 alive.", run.ErrorLines[^1]);
    }

    [Fact]
    public async Task Empty_history_has_no_table()
    {
        ToolRun run = await ToolRun.RunAsync("history", "--tag", "no-such-tag");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal("0 entries, 0 alive.", run.ErrorLines[^1]);
    }

    [Fact]
    public async Task Progress_is_shown_on_a_terminal_and_cleared_at_the_end()
    {
        FakeQuay quay = SampleQuay.Create();
        await using FakeQuayServer server = FakeQuayServer.Start(quay);
        ToolContext context = ToolRun.Context(new() { ["QUAY_URL"] = $"{server.Endpoint}", ["QUAY_TOKEN"] = quay.Token });

        ToolRun run = await ToolRun.RunAsync(["history", "rqorg/hist2500"], SlowQuay.Terminal(context, quay));

        Assert.Contains("\rReading the first page… 1 request, ", run.Error, StringComparison.Ordinal);
        Assert.Contains("\rRead page 1: 100 entries so far… 2 requests, ", run.Error, StringComparison.Ordinal);
        Assert.Matches(" \r2500 entries, [0-9]+ alive\\.\\s+$", run.Error);
        Assert.DoesNotContain("so far", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Runs <c>history</c> against a server with one entry.</summary>
    private static async Task<ToolRun> HistoryAsync(string entry)
    {
        FakeQuay quay = TestQuay.WithEntries(entry);
        await using FakeQuayServer server = FakeQuayServer.Start(quay);
        return await ToolRun.RunAsync("history", "--url", $"{server.Endpoint}");
    }
}
