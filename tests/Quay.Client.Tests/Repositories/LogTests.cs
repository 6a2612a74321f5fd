using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Repositories;

/// <summary>Verifies usage logs of several pages, and page tokens that Quay no longer knows.</summary>
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

    public static TheoryData<LogQuery> InvalidQueries =>
    [
        new LogQuery { To = new DateOnly(2026, 11, 20) },
        new LogQuery { From = new DateOnly(2026, 11, 21), To = new DateOnly(2026, 11, 20) },
        new LogQuery { From = new DateOnly(2026, 11, 21), To = DateOnly.MaxValue },
    ];

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Usage_log_returns_each_entry_once_and_the_newest_first()
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
    public async Task Usage_log_without_a_query_covers_the_last_24_hours()
    {
        Add(_clock.GetUtcNow().AddHours(-25));
        Add(_clock.GetUtcNow().AddHours(-23));

        Assert.Equal(_clock.GetUtcNow().AddHours(-23), (await _client.Repositories.GetLogs("acme/app").SingleAsync()).Time);
        _quay.Requests.AssertRequests(
            "GET /api/v1/repository/acme/app/logs", _quay.Requests[1].Request.ToString());
    }

    [Fact]
    public async Task Usage_log_query_includes_the_whole_last_day()
    {
        Add(new DateTimeOffset(2026, 11, 20, 23, 59, 59, TimeSpan.Zero));
        Add(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero));

        var day = new LogQuery { From = new DateOnly(2026, 11, 20), To = new DateOnly(2026, 11, 20) };

        Assert.Equal(23, (await _client.Repositories.GetLogs("acme/app", day).SingleAsync()).Time.Hour);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Expired_page_token_of_a_usage_log_throws_QuayResponseException(int page)
    {
        Fill(45);

        // The second request is for the counts.
        _quay.Changes.BeforeRequest(page + 1, () => _clock.Advance(TimeSpan.FromDays(2.1)));

        await AssertRestartAsync(page, page + 1);
    }

    [Fact]
    public async Task Expired_page_token_of_a_second_reading_throws_QuayResponseException()
    {
        Add(Noon, times: 19);
        Add(Noon.AddHours(-1), times: 21);
        Add(Noon.AddHours(-2), times: 19);
        for (int number = 0; number < 60; number++)
        {
            Add(Noon.AddDays(-1).AddSeconds(number));
        }

        bool IsSecondReading(FakeRequest request) =>
            request.Target.Contains("starttime=11%2F19%2F2026&endtime=11%2F19%2F2026&next_page", StringComparison.Ordinal);
        _quay.Changes.Before(IsSecondReading, () => _clock.Advance(TimeSpan.FromDays(2.1)));
        var days = new LogQuery { From = new DateOnly(2026, 11, 19), To = new DateOnly(2026, 11, 20) };

        var error = await Assert.ThrowsAsync<QuayResponseException>(
            async () => await _client.Repositories.GetLogs("acme/app", days).CountAsync());

        Assert.Contains("The usage log of acme/app: page 2 repeats earlier items", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_page_token_of_a_usage_log_is_detected_even_if_new_entries_were_added()
    {
        Fill(45);
        _quay.Changes.BeforeRequest(4, () =>
        {
            _clock.Advance(TimeSpan.FromDays(2.1));
            Add(_clock.GetUtcNow());
        });

        await AssertRestartAsync(page: 3, requests: 4);
    }

    [Fact]
    public async Task Usage_log_that_restarts_after_one_page_throws_QuayResponseException()
    {
        Fill(5);
        _quay.Changes.BeforeRequest(2, () => _clock.Advance(TimeSpan.FromDays(2.1)));

        await AssertRestartAsync(page: 2, requests: 2);
    }

    [Fact]
    public async Task Equal_usage_log_entries_are_all_returned()
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
    public async Task Usage_log_entries_of_one_time_that_differ_in_address_or_tag_are_all_returned(bool isAddress)
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
    public async Task Usage_log_page_that_an_old_Quay_repeats_throws_QuayResponseException()
    {
        _quay.ServerVersion = new Version(3, 7);
        Add(Noon, times: 50);

        await AssertRestartAsync(page: 2, requests: 3);
    }

    [Theory]
    [MemberData(nameof(InvalidQueries))]
    public void Usage_log_query_with_invalid_days_is_rejected_before_a_request(LogQuery query)
    {
        Assert.Throws<ArgumentException>(nameof(query), () => _client.Repositories.GetLogs("acme/app", query));
        Assert.Throws<ArgumentException>("repository", () => _client.Repositories.GetLogs(default));
        _quay.Requests.AssertRequests();
    }

    [Fact]
    public async Task Usage_log_of_a_missing_repository_throws_QuayNotFoundException() =>
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

    private async Task AssertRestartAsync(int page, int requests)
    {
        var error = await Assert.ThrowsAsync<QuayResponseException>(
            async () => await _client.Repositories.GetLogs("acme/app", ThatDay).CountAsync());
        Assert.Contains(
            $"The usage log of acme/app: page {page} repeats earlier items", error.Message, StringComparison.Ordinal);
        Assert.Equal(requests, _quay.Requests.Count);
    }
}
