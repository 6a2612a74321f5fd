using Microsoft.Extensions.Time.Testing;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Repositories;

/// <summary>Verifies that no entry of a usage log is missing without an exception.</summary>
public sealed class UsageLogVerificationTests : IDisposable
{
    private const string Logs = "GET /api/v1/repository/acme/app/logs";
    private const string Counts = "GET /api/v1/repository/acme/app/aggregatelogs";

    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly LogQuery TwoDays = new() { From = new DateOnly(2026, 11, 19), To = new DateOnly(2026, 11, 20) };

    private readonly TestClock _clock = new();
    private readonly FakeQuay _quay;
    private readonly FakeRepository _repository;
    private readonly QuayClient _client;

    public UsageLogVerificationTests()
    {
        _quay = new FakeQuay(_clock) { Strict = true };
        _repository = _quay.AddRepository("acme/app");
        QuayClientOptions options = _quay.OptionsFor(maxConcurrentPages: 1);
        options.TimeProvider = _clock;
        options.AttemptTimeout = options.Timeout = TimeSpan.FromDays(1);
        _client = new QuayClient(options, new FakeQuayHandler(_quay));
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task First_page_of_a_usage_log_costs_one_request()
    {
        AddSeconds(Noon, 45);

        Assert.Equal(20, await _client.Repositories.GetLogs("acme/app", TwoDays).Take(20).CountAsync());

        Assert.Equal([Logs], Requests());
    }

    [Fact]
    public async Task Usage_log_of_less_than_a_page_is_not_counted()
    {
        AddSeconds(Noon, 19);

        Assert.Equal(19, await _client.Repositories.GetLogs("acme/app", TwoDays).CountAsync());

        Assert.Equal([Logs, Logs], Requests());
    }

    [Fact]
    public async Task Complete_usage_log_costs_one_request_more()
    {
        AddSeconds(Noon, 45);
        AddSeconds(Noon.AddDays(-1), 30);

        await AssertReadsAllAsync(TwoDays);

        Assert.Equal([Logs, Counts, Logs, Logs, Logs, Logs], Requests());
        Assert.EndsWith("?starttime=11%2F19%2F2026&endtime=11%2F20%2F2026", _quay.Requests[1].Request.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Day_that_an_equal_time_of_another_day_shortens_is_read_again_in_order()
    {
        // The first page ends between two entries of one time. From the third page on, Quay skips 20 entries before each page.
        Add(Noon, 40);
        AddSeconds(Noon.AddDays(-1), 90);

        await AssertReadsAllAsync(TwoDays);

        Assert.Contains(
            Logs + "?starttime=11%2F19%2F2026&endtime=11%2F19%2F2026", _quay.Requests.Select(exchange => exchange.Request.ToString()));
    }

    [Fact]
    public async Task Entries_that_no_page_contains_are_reported_after_all_others()
    {
        Add(Noon, 45);
        AddSeconds(Noon.AddHours(-1), 145);

        QuayResponseException error = await Assert.ThrowsAsync<QuayResponseException>(() => ReadAsync(TwoDays, []));

        Assert.Equal(
            "The usage log of acme/app: 90 entries are missing, because Quay's pages skip entries with equal times: "
            + "90 pull_repo on 2026-11-20. All other entries were returned. To read the log without this check, set SkipVerification.",
            error.Message);
        Assert.Equal([Logs, Counts, Logs, Logs, Logs, Logs, Logs, Counts], Requests());
        Assert.Equal(90, await AssertReadsAllButAsync(TwoDays));
    }

    [Fact]
    public async Task Pages_of_a_verified_usage_log_are_the_first_page_and_then_whole_days()
    {
        AddSeconds(Noon, 45);
        AddSeconds(Noon.AddDays(-1), 30);

        List<QuayPage<LogEntry>> pages = await _client.Repositories.GetLogs("acme/app", TwoDays).AsPages().ToListAsync();

        Assert.Equal([(1, 20, true), (2, 25, true), (3, 30, false)], pages.Select(Summary));
    }

    [Fact]
    public async Task Last_page_of_an_incomplete_usage_log_announces_another_page()
    {
        Add(Noon, 45);
        AddSeconds(Noon.AddHours(-1), 145);
        List<QuayPage<LogEntry>> pages = [];

        await Assert.ThrowsAsync<QuayResponseException>(async () =>
        {
            await foreach (QuayPage<LogEntry> page in _client.Repositories.GetLogs("acme/app", TwoDays).AsPages())
            {
                pages.Add(page);
            }
        });

        Assert.Equal([(1, 20, true), (2, 80, true)], pages.Select(Summary));
    }

    [Fact]
    public async Task Usage_log_without_verification_is_returned_as_Quay_returns_it()
    {
        Add(Noon, 45);
        AddSeconds(Noon.AddHours(-1), 145);
        var query = new LogQuery { From = TwoDays.From, To = TwoDays.To, SkipVerification = true };

        List<QuayPage<LogEntry>> pages = await _client.Repositories.GetLogs("acme/app", query).AsPages().ToListAsync();

        Assert.Equal([20, 20, 20, 20, 20, 0], pages.Select(page => page.Items.Count));
        Assert.All(Requests(), request => Assert.Equal(Logs, request));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task Usage_log_is_read_without_verification_if_the_server_does_not_return_counts(int status)
    {
        Add(Noon, 45);
        AddSeconds(Noon.AddHours(-1), 145);
        _quay.Faults.When(IsCount, Fault.Status(status));

        Assert.Equal(100, await _client.Repositories.GetLogs("acme/app", TwoDays).CountAsync());
        Assert.Single(Requests(), Counts);
    }

    [Fact]
    public async Task Failed_counts_of_a_usage_log_throw()
    {
        AddSeconds(Noon, 45);
        _quay.Faults.When(IsCount, Fault.Status(400));

        await Assert.ThrowsAsync<QuayException>(() => ReadAsync(TwoDays, []));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task Entries_that_are_added_before_the_counts_are_not_reported_missing(int count)
    {
        AddSeconds(_clock.GetUtcNow().AddHours(-1), 45);
        _quay.Changes.BeforeRequest(2, () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            AddSeconds(_clock.GetUtcNow().AddSeconds(-5), count, stepMilliseconds: 100);
        });

        List<LogEntry> read = [];
        await ReadAsync(new LogQuery { From = TwoDays.From }, read);

        Assert.Equal(45, read.Count);
    }

    [Fact]
    public async Task Loss_is_reported_even_if_entries_are_added_after_the_counts()
    {
        DateTimeOffset start = _clock.GetUtcNow().AddHours(-2);
        Add(start.AddHours(1), 45);
        AddSeconds(start, 145);
        _quay.Changes.BeforeRequest(4, () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            AddSeconds(_clock.GetUtcNow().AddSeconds(-1), 1);
        });

        List<LogEntry> read = [];
        var error = await Assert.ThrowsAsync<QuayResponseException>(() => ReadAsync(new LogQuery { From = TwoDays.From }, read));

        Assert.Contains($"{190 - read.Count} entries are missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_that_Quay_removes_during_the_reading_are_not_reported_missing()
    {
        AddSeconds(Noon, 45);
        AddSeconds(Noon.AddDays(-1), 45);
        _quay.Changes.BeforeRequest(4, () => _repository.RotateLog(Noon));

        List<LogEntry> read = [];
        await ReadAsync(TwoDays, read);

        Assert.Equal(45, read.Count);
        Assert.Equal([Logs, Counts, Logs, Logs, Logs, Counts], Requests());
    }

    [Fact]
    public async Task Entries_that_become_older_than_24_hours_during_the_reading_are_not_reported_missing()
    {
        AddSeconds(_clock.GetUtcNow().AddHours(-1), 45);
        AddSeconds(_clock.GetUtcNow().AddHours(-24).AddMinutes(1), 30);
        _quay.Changes.BeforeRequest(4, () => _clock.Advance(TimeSpan.FromMinutes(5)));

        List<LogEntry> read = [];
        await ReadAsync(query: null, read);

        Assert.Equal(45, read.Count);
    }

    [Fact]
    public async Task Second_reading_of_the_last_24_hours_excludes_older_entries()
    {
        DateTimeOffset yesterday = _clock.GetUtcNow().AddDays(-1);
        Add(_clock.GetUtcNow().AddHours(-1), 40);
        AddSeconds(yesterday.AddHours(1), 30);
        AddSeconds(yesterday.AddHours(-1), 25);

        List<LogEntry> read = [];
        await ReadAsync(query: null, read);

        Assert.Equal(70, read.Count);
        Assert.Contains(Logs + "?starttime=11%2F22%2F2026&endtime=11%2F22%2F2026", _quay.Requests.Select(sent => sent.Request.ToString()));
    }

    [Fact]
    public async Task Entries_that_become_older_than_24_hours_do_not_hide_a_loss()
    {
        DateTimeOffset start = _clock.GetUtcNow().AddDays(-1);
        Add(start.AddHours(8), 45);
        AddSeconds(start.AddHours(7), 40);
        AddSeconds(start.AddMinutes(1), 20);
        _quay.Changes.BeforeRequest(6, () => _clock.Advance(TimeSpan.FromMinutes(5)));

        var error = await Assert.ThrowsAsync<QuayResponseException>(() => ReadAsync(query: null, []));

        Assert.Contains("25 entries are missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Last_24_hours_are_returned_even_if_the_clock_of_the_client_is_wrong()
    {
        AddSeconds(_clock.GetUtcNow().AddHours(-1), 45);
        QuayClientOptions options = _quay.OptionsFor(maxConcurrentPages: 1);
        options.TimeProvider = new FakeTimeProvider(_clock.GetUtcNow().AddYears(1));
        using var client = new QuayClient(options, new FakeQuayHandler(_quay));

        Assert.Equal(45, await client.Repositories.GetLogs("acme/app").CountAsync());
    }

    [Fact]
    public async Task Entries_of_an_earlier_month_that_no_page_contains_are_read_from_the_end_of_that_month()
    {
        Add(Noon, 40);
        AddSeconds(Noon.AddMonths(-2), 15);

        await AssertReadsAllAsync(new LogQuery { From = new DateOnly(2026, 1, 1), To = new DateOnly(2026, 11, 20) });

        Assert.Equal(2, Requests().Count(request => request == Counts));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancellation_during_the_counts_throws_with_the_cancelled_token(bool byMethod)
    {
        AddSeconds(Noon, 45);
        using var stop = new CancellationTokenSource();
        using var other = new CancellationTokenSource();
        (CancellationToken method, CancellationToken enumerator) = byMethod ? (stop.Token, other.Token) : (other.Token, stop.Token);
        _quay.Changes.BeforeRequest(2, stop.Cancel);
        _quay.Faults.When(IsCount, Fault.Status(400));

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await _client.Repositories.GetLogs("acme/app", TwoDays, method).CountAsync(enumerator));

        Assert.Equal(stop.Token, error.CancellationToken);
    }

    private static (int Number, int Count, bool HasAdditional) Summary(QuayPage<LogEntry> page) =>
        (page.Number, page.Items.Count, page.HasAdditional);

    private static bool IsCount(FakeRequest request) => request.Target.Contains("/aggregatelogs", StringComparison.Ordinal);

    private async Task AssertReadsAllAsync(LogQuery query) => Assert.Equal(0, await AssertReadsAllButAsync(query));

    // Returns the number of entries that are missing, which the exception reports.
    private async Task<int> AssertReadsAllButAsync(LogQuery query)
    {
        List<LogEntry> read = [];
        Exception? error = await Record.ExceptionAsync(() => ReadAsync(query, read));
        int missing = _repository.Log.Count - read.Count;
        Assert.Equal(missing > 0, error is QuayResponseException);
        Assert.Equal(missing > 0, error?.Message.Contains($"{missing} entries are missing", StringComparison.Ordinal) == true);
        Assert.Equal(read.OrderByDescending(entry => entry.Time).Select(entry => entry.Time), read.Select(entry => entry.Time));
        return missing;
    }

    private async Task ReadAsync(LogQuery? query, List<LogEntry> read)
    {
        await foreach (LogEntry entry in _client.Repositories.GetLogs("acme/app", query))
        {
            read.Add(entry);
        }
    }

    private List<string> Requests() => [.. _quay.Requests.Select(exchange => exchange.Request.ToString().Split('?')[0])];

    private void AddSeconds(DateTimeOffset first, int count, int stepMilliseconds = 1000)
    {
        for (int number = 0; number < count; number++)
        {
            Add(first.AddMilliseconds(number * stepMilliseconds));
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
                Metadata = new Dictionary<string, object?> { ["tag"] = $"v{number}" },
            });
        }
    }
}
