using System.Text.Json.Nodes;
using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

public sealed class DiffTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public DiffTests()
    {
        _quay.Row("prod", 'a', daysAgo: 9, endedDaysAgo: 6);
        _quay.Row("prod", 'b', daysAgo: 6);
        _quay.Row("again", 'c', daysAgo: 9, endedDaysAgo: 5);
        _quay.Row("again", 'c', daysAgo: 5);
        _quay.Row("dead", 'd', daysAgo: 9, endedDaysAgo: 4);
        _quay.Row("late", 'e', daysAgo: 3);
        _quay.Row("same", 'f', daysAgo: 9);
    }

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData("acme/app", "7d", "1d")]
    [InlineData("7d", "1d", "acme/app")]
    [InlineData("2026-11-16T12:30:00Z", "acme/app", "2026-11-22T12:30:00Z")]
    public async Task Two_times_of_a_repository_differ_line_by_line(params string[] what)
    {
        Sample run = await _quay.RunAsync(["diff", .. what]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                $"= again {Digest('c')} (pushed again)",
                $"- dead {Digest('d')}",
                $"+ late {Digest('e')}",
                $"~ prod {Digest('a')} -> {Digest('b')}",
            ],
            run.Lines);
        Assert.Equal(["4 differences, 0 unknown."], run.ErrorLines);
    }

    [Fact]
    public async Task The_order_of_the_times_is_the_users()
    {
        Sample run = await _quay.RunAsync("diff", "acme/app", "1d", "7d", "--tag", "prod");

        Assert.Equal([$"~ prod {Digest('b')} -> {Digest('a')}"], run.Lines);
    }

    [Fact]
    public async Task Times_that_do_not_differ_give_no_line()
    {
        Sample run = await _quay.RunAsync("diff", "acme/app", "2d", "1d");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal(["0 differences, 0 unknown."], run.ErrorLines);
    }

    [Fact]
    public async Task What_is_not_known_is_a_note_and_no_difference()
    {
        Sample run = await _quay.RunAsync("diff", "acme/app", "20d", "1d", "--tag", "same");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith(
            "? same: the time machine keeps entries that ended since 2026-11-09 12:30:00Z", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal("0 differences, 1 unknown.", run.ErrorLines[1]);
        Assert.StartsWith(
            "Tags may be missing: a time is before the time machine's window",
            Assert.Single(run.ErrorLines[2..]),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_object_with_the_rows_of_quay()
    {
        Sample run = await _quay.RunAsync("diff", "acme/app", "7d", "1d", "--tag", "?r*", "--json");
        Sample unknown = await _quay.RunAsync("diff", "acme/app", "20d", "1d", "--tag", "same", "--json");
        Sample history = await _quay.RunAsync("history", "acme/app", "--tag", "prod", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        var prod = new JsonObject { ["tag"] = "prod", ["kind"] = "moved", ["before"] = history.Rows[1], ["after"] = history.Rows[0] };
        var diff = new JsonObject
        {
            ["differences"] = new JsonArray(prod),
            ["unknown"] = new JsonObject(),
            ["is_complete"] = true,
            ["compared_tags"] = 1,
        };
        Recording.AssertSame([diff], run.Rows);
        Assert.Equal(["same"], Assert.Single(unknown.Rows)!["unknown"]!.AsObject().Select(tag => tag.Key));
    }

    [Fact]
    public async Task Two_repositories_differ_where_their_tags_point_elsewhere()
    {
        FakeRepository copy = _quay.Quay.AddRepository("acme/copy").Grant("admin", FakeRole.Admin);
        copy.AddEntry("prod", Digest('a'), Sample.Now.AddDays(-8), Sample.Now.AddDays(-2));
        copy.AddEntry("prod", Digest('b'), Sample.Now.AddDays(-2));
        copy.AddEntry("again", Digest('c'), Sample.Now.AddDays(-8));
        copy.AddEntry("same", Digest('0'), Sample.Now.AddDays(-8));

        Sample now = await _quay.RunAsync("diff", "acme/app", "acme/copy");
        Sample then = await _quay.RunAsync("diff", "acme/copy", "acme/app", "--at", "3d", "--tag", "*a*");
        Sample one = await _quay.RunAsync("diff", "acme/app", "acme/copy", "--at", "3d", "--tag", "prod");
        Sample turned = await _quay.RunAsync("diff", "acme/copy", "acme/app", "--at", "3d", "--tag", "prod");

        Assert.Equal([$"- late {Digest('e')}", $"~ same {Digest('f')} -> {Digest('0')}"], now.Lines);
        Assert.Equal(["2 differences, 0 unknown."], now.ErrorLines);
        Assert.Equal([$"+ late {Digest('e')}", $"~ same {Digest('0')} -> {Digest('f')}"], then.Lines);
        Assert.Equal([$"~ prod {Digest('b')} -> {Digest('a')}"], one.Lines);
        Assert.Equal([$"~ prod {Digest('a')} -> {Digest('b')}"], turned.Lines);
    }

    [Fact]
    public async Task A_mirror_on_another_quay_has_an_address_and_a_token_of_its_own()
    {
        var mirror = new FakeQuay(Sample.Clock);
        mirror.AddUser("acme");
        FakeRepository copy = mirror.AddRepository("acme/app").Grant("admin", FakeRole.Admin);
        copy.AddEntry("prod", Digest('a'), Sample.Now.AddDays(-1));
        await using FakeQuayServer server = FakeQuayServer.Start(mirror);
        Surroundings surroundings = _quay.Surroundings();
        Func<string, string?> environment = surroundings.Environment;
        surroundings = surroundings with { Environment = name => name == "QUAY_OTHER_TOKEN" ? mirror.Token : environment(name) };

        string[] args = ["diff", "acme/app", "acme/app", "--tag", "prod", "--other-url", $"{server.Endpoint}"];
        Sample run = await Sample.RunAsync(args, surroundings);
        Sample without = await _quay.RunAsync(args);

        Assert.Equal([$"~ prod {Digest('b')} -> {Digest('a')}"], run.Lines);
        Assert.All(_quay.Quay.Requests, exchange => Assert.Equal($"Bearer {_quay.Quay.Token}", exchange.Request.Header("Authorization")));
        Assert.Equal(1, without.ExitCode);
        Assert.Null(mirror.Requests[^1].Request.Header("Authorization"));
    }

    [Fact]
    public async Task A_token_for_the_other_quay_that_cannot_be_sent_is_wrong_usage()
    {
        Surroundings surroundings = _quay.Surroundings() with { Environment = name => name == "QUAY_OTHER_TOKEN" ? "sec ret" : null };

        Sample run = await Sample.RunAsync(["diff", "a/b", "c/d", "--other-url", "https://quay.example"], surroundings);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("--other-url or QUAY_OTHER_TOKEN cannot be used: ", run.ErrorLines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("sec ret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_repository_is_one_line_and_exit_code_1()
    {
        Sample first = await _quay.RunAsync("diff", "acme/none", "2d", "1d");
        Sample second = await _quay.RunAsync("diff", "acme/app", "acme/none");

        Assert.All([first, second], run => Assert.Contains("acme/none", run.Failure(1), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_embedded_quay_has_two_times_that_differ()
    {
        Sample run = await Sample.RunAsync("diff", "2024-06-10T00:00:00Z", "2024-06-18T18:57:00Z");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["+ sample_tag sha256:57583a1b9c0a", "~ test-two sha256:57583a1b9c0a"], run.Lines.Select(line => line.Split("7509d")[0]));
        Assert.Equal("2 differences, 0 unknown.", run.ErrorLines[^1]);
    }
}
