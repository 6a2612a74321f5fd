using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Endpoints;

public class LogsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly FakeQuay _quay;
    private readonly FakeRepository _repository;
    private readonly ApiClient _api;

    public LogsTests()
    {
        _quay = new FakeQuay(_clock);
        _repository = _quay.AddRepository("acme/app");
        _api = new ApiClient(_quay);
    }

    [Fact]
    public void Log_entry_has_the_user_the_token_and_the_application()
    {
        FakeToken token = _quay.AddToken("admin");
        token.Application = "deployer";
        string digest = _repository.Push("v1").Digest;
        _ = (_api with { Token = token.Value }).Put("repository/acme/app/tag/v2", $$"""{"manifest_digest": "{{digest}}"}""");

        JsonObject entry = Assert.Single(Entries(Get()));

        string application = entry["metadata"]!["oauth_token_application_id"]!.ToString();
        Assert.Equal(["kind", "metadata", "ip", "datetime", "performer"], entry.Select(pair => pair.Key));
        Assert.Equal("create_tag", entry["kind"]!.ToString());
        Assert.Equal("127.0.0.1", entry["ip"]!.ToString());
        Assert.Equal("Mon, 23 Nov 2026 12:00:00 -0000", entry["datetime"]!.ToString());
        Assert.Equal(
            """{"username":"admin","repo":"app","tag":"v2","namespace":"acme","""
                + $"\"manifest_digest\":\"{digest}\",\"original_manifest_digest\":null,"
                + $"\"oauth_token_id\":2,\"oauth_token_application_id\":\"{application}\",\"oauth_token_application\":\"deployer\"}}",
            entry["metadata"]!.ToJsonString());
        Assert.Matches("^[A-Z]{20}$", application);
        Assert.Equal(
            """
            {"kind":"user","name":"admin","is_robot":false,
            "avatar":{"name":"admin","hash":"258d8dc916db8cea2cafb6c3cd0cb0246efe061421dbd83ec3a350428cabda4f",
            "color":"#98df8a","kind":"user"}}
            """.ReplaceLineEndings(""),
            entry["performer"]!.ToJsonString());
    }

    [Fact]
    public void Log_entry_of_an_anonymous_action_has_no_performer()
    {
        Dictionary<string, object?> metadata = new() { ["tag"] = "v1", ["count"] = 3, ["is"] = true, ["no"] = null };
        _repository.AddLogEntry(new FakeLogEntry { Kind = "pull_repo", Time = Noon, Metadata = metadata });

        JsonObject entry = Assert.Single(Entries(Get()));

        Assert.False(entry.ContainsKey("performer"));
        Assert.Equal("""{"tag":"v1","count":3,"is":true,"no":null}""", entry["metadata"]!.ToJsonString());
    }

    [Theory]
    [InlineData(1, new[] { 1, 0 })]
    [InlineData(20, new[] { 20, 0 })]
    [InlineData(21, new[] { 20, 1, 0 })]
    [InlineData(45, new[] { 20, 20, 5, 0 })]
    public void Log_pages_have_20_entries_newest_first_and_end_with_an_empty_page(int count, int[] pages)
    {
        Fill(count, TimeSpan.FromSeconds(1));

        List<List<string>> got = Pages();

        Assert.Equal(pages, got.Select(page => page.Count));
        Assert.Equal(Enumerable.Range(0, count).Reverse().Select(number => $"entry{number}"), got.SelectMany(page => page));
    }

    [Fact]
    public void Empty_log_has_one_page() => Assert.False(Get().Object.ContainsKey("next_page"));

    [Fact]
    public void Log_entries_of_the_same_time_are_paged_by_offset()
    {
        Fill(45, TimeSpan.Zero);

        Assert.Equal(45, Pages().SelectMany(page => page).Distinct().Count());
    }

    [Fact]
    public void Offset_of_a_log_page_is_kept_for_later_pages_and_skips_entries()
    {
        Fill(90, number => TimeSpan.FromSeconds(number == 69 ? 70 : number));

        // From the time of the 20th entry, Quay skips 20 entries, but only one of them was returned before.
        // On the next page, it skips 20 entries again.
        Assert.Equal([20, 20, 11, 0], Pages().Select(page => page.Count));
    }

    // The sizes of the pages were observed on a real server.
    [Fact]
    public void Two_of_100_entries_with_the_same_time_make_the_pages_skip_40()
    {
        Fill(100, number => TimeSpan.FromSeconds(number == 79 ? 80 : number));

        Assert.Equal([20, 20, 20, 0], Pages().Select(page => page.Count));
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(1000, 60)]
    public void Pages_skip_entries_only_if_their_stored_times_are_equal(int precision, int returned)
    {
        Fill(100, number => TimeSpan.FromMilliseconds((number == 79 ? 80_100 : (number * 1000) + 900) / precision * precision));

        Assert.Equal(returned, Pages().Sum(page => page.Count));
    }

    [Fact]
    public void Pages_of_190_entries_contain_100_if_the_newest_45_have_the_same_time()
    {
        Fill(190, number => TimeSpan.FromSeconds(Math.Min(number, 145)));

        Assert.Equal([20, 20, 20, 20, 20, 0], Pages().Select(page => page.Count));
    }

    [Fact]
    public void Rotated_log_has_only_newer_entries()
    {
        Fill(3, TimeSpan.FromSeconds(1));

        _repository.RotateLog(Noon.AddHours(-1).AddSeconds(1));

        Assert.Equal(["entry2", "entry1"], Entries(Get()).Select(entry => entry["kind"]!.ToString()));
        Assert.Equal(2, _quay.FindNamespace("acme")!.Log.Count);
    }

    [Fact]
    public void Log_page_token_older_than_two_days_returns_the_first_page()
    {
        Fill(30, TimeSpan.FromSeconds(1));
        const string Query = "?starttime=11/01/2026";
        string next = Query + "&next_page=" + Uri.EscapeDataString(Get(Query).Object["next_page"]!.ToString());
        Assert.Equal(10, Entries(Get(next)).Count());

        _clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal(20, Entries(Get(next)).Count());
    }

    [Theory]
    [InlineData("", "Sun, 22 Nov 2026 12:00:00 -0000", "Tue, 24 Nov 2026 12:00:00 -0000")]
    [InlineData("?starttime=11/01/2026&endtime=11/02/2026", "Sun, 01 Nov 2026 00:00:00 -0000", "Tue, 03 Nov 2026 00:00:00 -0000")]
    [InlineData("?starttime=1/2/2026", "Fri, 02 Jan 2026 00:00:00 -0000", "Tue, 24 Nov 2026 12:00:00 -0000")]
    [InlineData("?starttime=2026-11-01&endtime=", "Sun, 22 Nov 2026 12:00:00 -0000", "Tue, 24 Nov 2026 12:00:00 -0000")]
    public void Log_range_consists_of_whole_days_and_ignores_invalid_dates(string query, string start, string end)
    {
        JsonObject response = Get(query).Object;

        Assert.Equal((start, end), (response["start_time"]!.ToString(), response["end_time"]!.ToString()));
    }

    [Fact]
    public void Log_contains_only_entries_of_the_requested_range()
    {
        foreach (int hours in (int[])[-25, -23, 0])
        {
            _repository.AddLogEntry(new FakeLogEntry { Kind = $"entry{hours}", Time = Noon.AddHours(hours) });
        }

        Assert.Equal(["entry0", "entry-23"], Entries(Get()).Select(entry => entry["kind"]!.ToString()));
        Assert.Equal(
            ["entry-23", "entry-25"], Entries(Get("?starttime=11/21/2026&endtime=11/22/2026")).Select(entry => entry["kind"]!.ToString()));
        Assert.Empty(Entries(Get("?starttime=11/01/2026&endtime=11/20/2026")));
    }

    [Theory]
    [InlineData("?starttime=11/22/2026&endtime=11/20/2026", 400)]
    [InlineData("?starttime=11/22/2026&endtime=11/21/2026", 200)]
    [InlineData("?endtime=12/31/9999", 500)]
    public void Log_range_that_ends_before_its_start_or_in_9999_is_rejected(string query, int status) =>
        Assert.Equal(status, Get(query).Status);

    [Fact]
    public void Log_requires_an_administrator()
    {
        _quay.AddUser("ann");
        _repository.Grant("ann", FakeRole.Write).IsPublic = true;

        Assert.Equal(403, _api.As("ann").Get("repository/acme/app/logs").Status);
        Assert.Equal(401, _api.Anonymous.Get("repository/acme/app/logs").Status);
        Assert.Equal(404, _api.Get("repository/acme/none/logs").Status);
        Assert.Equal(403, _api.As("ann").Get("repository/acme/none/logs").Status);
    }

    private void Fill(int count, TimeSpan step) => Fill(count, number => number * step);

    private void Fill(int count, Func<int, TimeSpan> later)
    {
        for (int number = 0; number < count; number++)
        {
            _repository.AddLogEntry(
                new FakeLogEntry { Kind = $"entry{number}", Time = Noon.AddHours(-1) + later(number), Performer = "admin" });
        }
    }

    private List<List<string>> Pages()
    {
        List<List<string>> pages = [];
        for (string query = ""; pages.Count < 10;)
        {
            FakeResponse response = Get(query);
            pages.Add([.. Entries(response).Select(entry => entry["kind"]!.ToString())]);
            if (response.Object["next_page"] is not { } next)
            {
                break;
            }

            query = "?next_page=" + Uri.EscapeDataString(next.ToString());
        }

        return pages;
    }

    private FakeResponse Get(string query = "") => _api.Get("repository/acme/app/logs" + query);

    private static IEnumerable<JsonObject> Entries(FakeResponse response) =>
        response.Object["logs"]!.AsArray().Select(entry => entry!.AsObject());
}
