using System.Text.Json.Nodes;
using Quay.Client.Testing;

namespace QuayTags.Tests;

public sealed class UsageLogTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public UsageLogTests()
    {
        Add("push_repo", TimeSpan.FromHours(1), "bot+ci", "1.0", 'a');
        Add("pull_repo", TimeSpan.FromHours(2), null, "1.0", 'a');
        Add("delete_tag", TimeSpan.FromHours(30), "admin", "old", 'b');
        Add("push_repo", TimeSpan.FromDays(9), "admin", "old", 'b');
    }

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Fact]
    public async Task Entries_of_the_last_day_are_listed_newest_first()
    {
        ToolRun run = await RunAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "TIME (UTC)           ACTION     TAG  DIGEST        WHO     ADDRESS",
                "2026-11-23 11:30:00  push_repo  1.0  aaaaaaaaaaaa  bot+ci  127.0.0.1",
                "2026-11-23 10:30:00  pull_repo  1.0  aaaaaaaaaaaa          127.0.0.1",
            ],
            run.Lines);
        Assert.Equal(["2 entries since 2026-11-22 12:30:00Z."], run.ErrorLines);
    }

    [Theory]
    [InlineData("1.0,1.0,old", "--since", "31h")]
    [InlineData("1.0,1.0", "--since", "29h")]
    [InlineData("1.0,1.0,old,old", "--since", "2026-11-01T00:00:00Z")]
    [InlineData("1.0,old", "--since", "30d", "--kind", "push_repo")]
    [InlineData("1.0,old,old", "--since", "30d", "--kind", "push_repo", "--kind", "delete_tag")]
    [InlineData("", "--kind", "revert_tag")]
    public async Task Entries_are_selected_by_time_and_kind(string tags, params string[] args) => Assert.Equal(
        tags, string.Join(',', (await RunAsync([.. args, "--json"])).JsonLines.Select(entry => (string?)entry!["metadata"]!["tag"])));

    [Fact]
    public async Task Csv_has_one_line_per_entry() => Assert.Equal(
        [
            "time,kind,tag,manifest_digest,performer,is_robot,ip",
            $"2026-11-23T11:30:00Z,push_repo,1.0,{WriteFixture.Digest('a')},bot+ci,false,127.0.0.1",
            $"2026-11-23T10:30:00Z,pull_repo,1.0,{WriteFixture.Digest('a')},,,127.0.0.1",
            "",
        ],
        (await RunAsync("--csv")).Output.Split("\r\n"));

    // Pages have 20 entries.
    [Fact]
    public async Task All_pages_are_read()
    {
        for (int i = 0; i < 50; i++)
        {
            Add("pull_repo", TimeSpan.FromMinutes(i), "bot+ci", $"n{i}", 'c');
        }

        JsonNode?[] entries = (await RunAsync("--json", "--kind", "pull_repo")).JsonLines;

        Assert.Equal(51, entries.Length);
        Assert.Equal("n49", (string?)entries[49]!["metadata"]!["tag"]);
    }

    [Fact]
    public async Task Entries_before_a_failure_are_written()
    {
        for (int i = 0; i < 50; i++)
        {
            Add("pull_repo", TimeSpan.FromMinutes(i), "bot+ci", $"n{i}", 'c');
        }

        _quay.Quay.Faults.InOrder(request => request.Target.Contains("next_page", StringComparison.Ordinal), Fault.Status(404));

        ToolRun run = await RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(1 + 20, run.Lines.Length);
        Assert.Single(run.ErrorLines);
    }

    [Fact]
    public async Task Token_needs_the_scope_of_administrators()
    {
        string token = _quay.Quay.AddToken("admin", "repo:read").Value;

        ToolRun run = await ToolRun.RunAsync(["usage", "acme/app"], new() { ["QUAY_URL"] = _quay.Url, ["QUAY_TOKEN"] = token });

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            "Only administrators of the repository can read its usage log, and the token needs the scope repo:admin.", run.ErrorLines[0]);
        Assert.Contains("403", run.ErrorLines[1], StringComparison.Ordinal);
    }

    private void Add(string kind, TimeSpan ago, string? performer, string tag, char hex) => _quay.App.AddLogEntry(new FakeLogEntry
    {
        Kind = kind,
        Time = ToolRun.Now - ago,
        Performer = performer,
        Metadata = new Dictionary<string, object?> { ["tag"] = tag, ["manifest_digest"] = WriteFixture.Digest(hex) },
    });

    private Task<ToolRun> RunAsync(params string[] args) => _quay.RunAsync(["usage", "acme/app", .. args]);
}
