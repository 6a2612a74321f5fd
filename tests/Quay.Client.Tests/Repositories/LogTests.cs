using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Repositories;

/// <summary>Usage logs over several pages, and their tokens when Quay no longer knows them.</summary>
public sealed class LogTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly LogQuery ThatDay = new() { From = new DateOnly(2026, 11, 20), To = new DateOnly(2026, 11, 30) };

    private readonly TestClock _clock = new();
    private readonly FakeQuay _quay;
    private readonly FakeRepository _repository;
    private readonly QuayClient _client;

    public LogTests()
    {
        _quay = new FakeQuay(_clock) { Strict = true };
        _repository = _quay.AddRepository("acme/app");
        _client = _quay.CreateClient();
    }

    public static TheoryData<LogQuery> BadQueries =>
    [
        new LogQuery { To = new DateOnly(2026, 11, 20) },
        new LogQuery { From = new DateOnly(2026, 11, 21), To = new DateOnly(2026, 11, 20) },
        new LogQuery { From = new DateOnly(2026, 11, 21), To = DateOnly.MaxValue },
    ];

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Every_entry_comes_once_and_the_newest_first()
    {
        Fill(45);

        List<LogEntry> log = await _client.Repositories.GetLogs("acme/app", ThatDay).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 45).Reverse().Select(number => Noon.AddSeconds(number)), log.Select(entry => entry.Time));
        Assert.All(log, entry => Assert.Equal(
            ("pull_repo", "admin", "v1"), (entry.Kind, entry.Performer?.Name, entry.Metadata?.GetProperty("tag").GetString())));
        Assert.Equal(
            "GET /api/v1/repository/acme/app/logs?starttime=11%2F20%2F2026&endtime=11%2F30%2F2026", _quay.Requests[0].Request.ToString());
    }

    [Fact]
    public async Task Unasked_it_is_the_last_day()
    {
        Add(_clock.GetUtcNow().AddHours(-25));
        Add(_clock.GetUtcNow().AddHours(-23));

        Assert.Equal(_clock.GetUtcNow().AddHours(-23), (await _client.Repositories.GetLogs("acme/app").SingleAsync()).Time);
        _quay.Requests.AssertRequests(
            "GET /api/v1/repository/acme/app/logs", _quay.Requests[1].Request.ToString());
    }

    [Fact]
    public async Task The_last_day_is_read_to_its_end()
    {
        Add(new DateTimeOffset(2026, 11, 20, 23, 59, 59, TimeSpan.Zero));
        Add(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero));

        var day = new LogQuery { From = new DateOnly(2026, 11, 20), To = new DateOnly(2026, 11, 20) };

        Assert.Equal(23, (await _client.Repositories.GetLogs("acme/app", day).SingleAsync()).Time.Hour);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_token_that_has_expired_ends_the_log_with_an_error(int request)
    {
        Fill(45);
        _quay.Changes.BeforeRequest(request, () => _clock.Advance(TimeSpan.FromDays(2.1)));

        await AssertRestartAsync(request);
    }

    [Fact]
    public async Task A_token_that_has_expired_is_seen_also_when_new_entries_came()
    {
        Fill(45);
        _quay.Changes.BeforeRequest(3, () =>
        {
            _clock.Advance(TimeSpan.FromDays(2.1));
            Add(_clock.GetUtcNow());
        });

        await AssertRestartAsync(request: 3);
    }

    [Fact]
    public async Task A_log_of_one_page_that_begins_again_is_an_error()
    {
        Fill(5);
        _quay.Changes.BeforeRequest(2, () => _clock.Advance(TimeSpan.FromDays(2.1)));

        await AssertRestartAsync(request: 2);
    }

    [Fact]
    public async Task Entries_that_look_alike_are_all_given()
    {
        Add(Noon.AddSeconds(1), times: 15);
        Add(Noon, times: 4);
        Add(Noon.AddSeconds(-1));
        Add(Noon.AddSeconds(-2), times: 7);

        Assert.Equal(27, await _client.Repositories.GetLogs("acme/app", ThatDay).CountAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_of_one_moment_that_differ_in_one_thing_are_all_given(bool isAddress)
    {
        for (int number = 0; number < 40; number++)
        {
            _repository.AddLogEntry(new FakeLogEntry
            {
                Kind = "pull_repo",
                Time = Noon,
                Performer = "admin",
                Address = isAddress ? $"10.0.0.{number}" : null,
                Metadata = new Dictionary<string, object?> { ["tag"] = isAddress ? "v1" : $"v{number}" },
            });
        }

        Assert.Equal(40, await _client.Repositories.GetLogs("acme/app", ThatDay).CountAsync());
    }

    [Fact]
    public async Task An_old_Quay_that_cannot_get_past_one_moment_is_no_endless_list()
    {
        _quay.ServerVersion = new Version(3, 7);
        Add(Noon, times: 50);

        await AssertRestartAsync(request: 2);
    }

    [Theory]
    [MemberData(nameof(BadQueries))]
    public void Days_that_Quay_would_refuse_or_misread_are_refused(LogQuery query)
    {
        Assert.Throws<ArgumentException>(nameof(query), () => _client.Repositories.GetLogs("acme/app", query));
        Assert.Throws<ArgumentException>("repository", () => _client.Repositories.GetLogs(default));
        _quay.Requests.AssertRequests();
    }

    [Fact]
    public async Task A_log_of_nothing_is_not_found() =>
        await Assert.ThrowsAsync<QuayNotFoundException>(async () => await _client.Repositories.GetLogs("acme/missing").CountAsync());

    private void Fill(int count)
    {
        for (int number = 0; number < count; number++)
        {
            Add(Noon.AddSeconds(number));
        }
    }

    private void Add(DateTimeOffset time, int times = 1)
    {
        for (int number = 0; number < times; number++)
        {
            _repository.AddLogEntry(new FakeLogEntry
            {
                Kind = "pull_repo",
                Time = time,
                Performer = "admin",
                Metadata = new Dictionary<string, object?> { ["tag"] = "v1" },
            });
        }
    }

    private async Task AssertRestartAsync(int request)
    {
        var error = await Assert.ThrowsAsync<QuayResponseException>(
            async () => await _client.Repositories.GetLogs("acme/app", ThatDay).CountAsync());
        Assert.Contains(
            $"The usage log of acme/app: page {request} repeats earlier items", error.Message, StringComparison.Ordinal);
        Assert.Equal(request, _quay.Requests.Count);
    }
}
