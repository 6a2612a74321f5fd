using System.Text.Json.Nodes;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

public sealed class DiffTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public DiffTests()
    {
        _quay.AddEntry("prod", 'a', daysAgo: 9, endedDaysAgo: 6);
        _quay.AddEntry("prod", 'b', daysAgo: 6);
        _quay.AddEntry("again", 'c', daysAgo: 9, endedDaysAgo: 5);
        _quay.AddEntry("again", 'c', daysAgo: 5);
        _quay.AddEntry("beta", 'd', daysAgo: 9, endedDaysAgo: 4);
        _quay.AddEntry("late", 'e', daysAgo: 3);
        _quay.AddEntry("same", 'f', daysAgo: 9);
    }

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData("acme/app", "7d", "1d")]
    [InlineData("7d", "1d", "acme/app")]
    [InlineData("7d", "now", "acme/app")]
    [InlineData("2026-11-16T12:30:00Z", "acme/app", "2026-11-22T12:30:00Z")]
    public async Task Diff_of_two_times_has_one_line_per_difference(params string[] what)
    {
        ToolRun run = await _quay.RunAsync(["diff", .. what]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "   TAG    BEFORE        AFTER         SINCE (UTC)",
                "=  again  cccccccccccc  cccccccccccc  2026-11-18 12:30:00",
                "-  beta   dddddddddddd",
                "+  late                 eeeeeeeeeeee  2026-11-20 12:30:00",
                "~  prod   aaaaaaaaaaaa  bbbbbbbbbbbb  2026-11-17 12:30:00",
            ],
            run.Lines.Select(line => line.TrimEnd()));
        Assert.Equal(["4 differences, 0 unknown."], run.ErrorLines);
    }

    [Fact]
    public async Task Diff_keeps_the_order_of_the_times()
    {
        ToolRun run = await _quay.RunAsync("diff", "acme/app", "1d", "7d", "--tag", "prod");

        Assert.Equal(["~ prod b a"], Differences(run));
    }

    [Fact]
    public async Task Diff_without_differences_has_no_output()
    {
        ToolRun run = await _quay.RunAsync("diff", "acme/app", "2d", "1d");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal(["0 differences, 0 unknown."], run.ErrorLines);
    }

    [Fact]
    public async Task Unknown_tag_is_a_note_and_not_a_difference()
    {
        ToolRun run = await _quay.RunAsync("diff", "acme/app", "20d", "1d", "--tag", "same");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith(
            "? same: the time machine keeps entries that ended since 2026-11-09 12:30:00Z", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(
            ["Tags may be missing: a time is before the time machine's window.", "0 differences, 1 unknown."], run.ErrorLines[1..]);
    }

    [Fact]
    public async Task Json_is_one_object_per_difference_with_the_entries_of_Quay()
    {
        ToolRun run = await _quay.RunAsync("diff", "acme/app", "7d", "1d", "--tag", "?r*", "--json");
        ToolRun history = await _quay.RunAsync("history", "acme/app", "--tag", "prod", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        var prod = new JsonObject
        {
            ["tag"] = "prod",
            ["kind"] = "moved",
            ["before"] = history.JsonLines[1],
            ["after"] = history.JsonLines[0],
        };
        Recording.AssertSame([prod], run.JsonLines);
    }

    [Fact]
    public async Task Json_has_an_object_for_each_unknown_tag_and_for_tags_that_can_be_missing()
    {
        ToolRun run = await _quay.RunAsync("diff", "acme/app", "20d", "1d", "--tag", "same", "--json");

        Assert.Equal(
            [("same", "unknown"), (null, "incomplete")],
            run.JsonLines.Select(item => ((string?)item!["tag"], (string?)item["kind"])));
        Assert.All(run.JsonLines, item => Assert.False(string.IsNullOrEmpty((string?)item!["reason"])));
        Assert.Equal(2, run.ErrorLines.Length);
    }

    [Fact]
    public async Task Diff_of_two_repositories_compares_their_tags()
    {
        FakeRepository copy = _quay.Quay.AddRepository("acme/copy").Grant("admin", FakeRole.Admin);
        copy.AddEntry("prod", Digest('a'), ToolRun.Now.AddDays(-8), ToolRun.Now.AddDays(-2));
        copy.AddEntry("prod", Digest('b'), ToolRun.Now.AddDays(-2));
        copy.AddEntry("again", Digest('c'), ToolRun.Now.AddDays(-8));
        copy.AddEntry("same", Digest('0'), ToolRun.Now.AddDays(-8));

        ToolRun now = await _quay.RunAsync("diff", "acme/app", "acme/copy");
        ToolRun then = await _quay.RunAsync("diff", "acme/copy", "acme/app", "--at", "3d", "--tag", "*a*");
        ToolRun one = await _quay.RunAsync("diff", "acme/app", "acme/copy", "--at", "3d", "--tag", "prod");
        ToolRun turned = await _quay.RunAsync("diff", "acme/copy", "acme/app", "--at", "3d", "--tag", "prod");

        Assert.Equal(["- late e ", "~ same f 0"], Differences(now));
        Assert.Equal(["2 differences, 0 unknown."], now.ErrorLines);
        Assert.Equal(["+ late  e", "~ same 0 f"], Differences(then));
        Assert.Equal(["~ prod b a"], Differences(one));
        Assert.Equal(["~ prod a b"], Differences(turned));
    }

    [Fact]
    public async Task Other_url_has_its_own_token_and_never_gets_the_first_one()
    {
        var mirror = new FakeQuay(ToolRun.Clock);
        mirror.AddUser("acme");
        FakeRepository copy = mirror.AddRepository("acme/app").Grant("admin", FakeRole.Admin);
        copy.AddEntry("prod", Digest('a'), ToolRun.Now.AddDays(-1));
        await using FakeQuayServer server = FakeQuayServer.Start(mirror);
        ToolContext context = _quay.Context();
        Func<string, string?> environment = context.GetEnvironmentVariable;
        context = context with { GetEnvironmentVariable = name => name == "QUAY_OTHER_TOKEN" ? mirror.Token : environment(name) };

        string[] args = ["diff", "acme/app", "acme/app", "--tag", "prod", "--other-url", $"{server.Endpoint}"];
        ToolRun run = await ToolRun.RunAsync(args, context);
        ToolRun without = await _quay.RunAsync(args);

        Assert.Equal(["~ prod b a"], Differences(run));
        Assert.All(_quay.Quay.Requests, exchange => Assert.Equal($"Bearer {_quay.Quay.Token}", exchange.Request.Header("Authorization")));
        Assert.Equal(1, without.ExitCode);
        Assert.Null(mirror.Requests[^1].Request.Header("Authorization"));
    }

    [Fact]
    public async Task Other_token_with_invalid_characters_is_wrong_usage()
    {
        ToolContext context = _quay.Context() with { GetEnvironmentVariable = name => name == "QUAY_OTHER_TOKEN" ? "sec ret" : null };

        ToolRun run = await ToolRun.RunAsync(["diff", "a/b", "c/d", "--other-url", "https://quay.example"], context);

        Assert.Contains("--other-url or QUAY_OTHER_TOKEN cannot be used: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("sec ret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_repository_is_one_error_line_and_exit_code_1()
    {
        ToolRun first = await _quay.RunAsync("diff", "acme/none", "2d", "1d");
        ToolRun second = await _quay.RunAsync("diff", "acme/app", "acme/none");

        Assert.All([first, second], run => Assert.Contains("acme/none", run.AssertFailure(1), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sample_has_two_times_that_differ()
    {
        ToolRun run = await ToolRun.RunAsync("diff", "2024-06-10T00:00:00Z", "2024-06-18T18:57:00Z");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["+ sample_tag  5", "~ test-two 5 0"], Differences(run));
        Assert.Equal("2 differences, 0 unknown.", run.ErrorLines[^1]);
    }

    /// <summary>Gets the mark, the tag, and the first digit of both digests for each difference.</summary>
    private static IEnumerable<string> Differences(ToolRun run)
    {
        int before = run.Lines[0].IndexOf("BEFORE", StringComparison.Ordinal);
        int after = run.Lines[0].IndexOf("AFTER", StringComparison.Ordinal);
        return run.Lines.Skip(1).Select(line =>
            $"{line[0]} {line[3..before].Trim()} {line[before..(before + 1)].Trim()} {line[after..(after + 1)].Trim()}");
    }
}
