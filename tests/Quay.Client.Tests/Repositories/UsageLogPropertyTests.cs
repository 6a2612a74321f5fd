using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Repositories;

/// <summary>Verifies usage logs with any distribution of times and kinds, while entries are added and removed.</summary>
[Trait("Speed", "Slow")]
public sealed partial class UsageLogPropertyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    // No entry that was stored before the reading has this tag.
    private const int NewTag = 100;

    private static readonly string[] Kinds = ["pull_repo", "push_repo", "move_tag"];

    // Groups of entries that look the same: the number of entries, the second, the kind and the tag.
    private static readonly Gen<(int Count, int Second, int Kind, int Tag)[]> Groups =
        Gen.Select(Gen.Int[1, 9], Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3600]), Gen.Int[0, 2], Gen.Int[0, 99])
            .Select((count, time, kind, tag) => (count, (time.Item1 * 86400) + time.Item2, kind, tag))
            .Array[0, 40];

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(3600)]
    public Task Entries_that_a_usage_log_returns_and_reports_missing_are_those_of_the_server(int precision) =>
        Groups.SampleAsync(
            async groups =>
            {
                (FakeQuay quay, FakeRepository repository) = Create(new TestClock(), groups, precision);

                (List<LogEntry> read, int missing) = await ReadAsync(quay);

                AssertEachOnce(repository.Log, read);
                Assert.Equal(read.OrderByDescending(entry => entry.Time).Select(entry => entry.Time), read.Select(entry => entry.Time));
                Assert.Equal(repository.Log.Count, read.Count + missing);
            },
            iter: 200);

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public Task Changes_during_the_reading_of_a_usage_log_neither_hide_nor_pretend_a_loss(int precision) =>
        Gen.Select(Groups, Gen.Select(Gen.Int[2, 15], Gen.Int[1, 15]).Array[0, 4], Gen.Int[2, 15], Gen.Int[0, 3]).SampleAsync(
            async (groups, additions, rotation, days) =>
            {
                var clock = new TestClock();
                (FakeQuay quay, FakeRepository repository) = Create(clock, groups, precision);
                IReadOnlyList<FakeLogEntry> stored = repository.Log;
                foreach ((int request, int count) in additions)
                {
                    quay.Changes.BeforeRequest(request, () =>
                    {
                        clock.Advance(TimeSpan.FromSeconds(3));
                        for (int number = 0; number < count; number++)
                        {
                            Add(repository, clock.GetUtcNow().AddMilliseconds(number), Kinds[number % Kinds.Length], NewTag, 1);
                        }
                    });
                }

                quay.Changes.BeforeRequest(rotation, () => repository.RotateLog(Noon.AddHours(-12).AddDays(-days)));

                (List<LogEntry> read, int missing) = await ReadAsync(quay, clock);

                read.RemoveAll(entry => entry.Metadata?.GetProperty("tag").GetString() == $"v{NewTag}");
                AssertEachOnce(stored, read);
                DateTimeOffset rotated = quay.Requests.Count >= rotation ? Noon.AddHours(-12).AddDays(-days) : DateTimeOffset.MinValue;
                int lost = stored.Count(entry => entry.Time >= rotated) - read.Count(entry => entry.Time >= rotated);
                Assert.InRange(missing, lost, stored.Count - read.Count);
            },
            iter: 200);

    private static (FakeQuay Quay, FakeRepository Repository) Create(
        TestClock clock, (int Count, int Second, int Kind, int Tag)[] groups, int precision)
    {
        var quay = new FakeQuay(clock) { Strict = true };
        FakeRepository repository = quay.AddRepository("acme/app");
        foreach ((int count, int second, int kind, int tag) in groups)
        {
            Add(repository, Noon.AddSeconds(-second / precision * precision), Kinds[kind], tag, count);
        }

        return (quay, repository);
    }

    private static void Add(FakeRepository repository, DateTimeOffset time, string kind, int tag, int count)
    {
        for (int number = 0; number < count; number++)
        {
            repository.AddLogEntry(new FakeLogEntry
            {
                Kind = kind,
                Time = time,
                Metadata = new Dictionary<string, object?> { ["tag"] = $"v{tag}" },
            });
        }
    }

    private static async Task<(List<LogEntry> Read, int Missing)> ReadAsync(FakeQuay quay, TimeProvider? clock = null)
    {
        QuayClientOptions options = quay.OptionsFor(maxConcurrentPages: 1);
        options.TimeProvider = clock ?? options.TimeProvider;
        options.AttemptTimeout = options.Timeout = TimeSpan.FromDays(1);
        using var client = new QuayClient(options, new FakeQuayHandler(quay));
        var days = new LogQuery { From = new DateOnly(2026, 11, 1), To = new DateOnly(2026, 11, 23) };
        List<LogEntry> read = [];
        try
        {
            await foreach (LogEntry entry in client.Repositories.GetLogs("acme/app", days))
            {
                read.Add(entry);
            }

            return (read, 0);
        }
        catch (QuayResponseException incomplete) when (Missing().Match(incomplete.Message) is { Success: true } match)
        {
            return (read, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        }
    }

    private static void AssertEachOnce(IReadOnlyList<FakeLogEntry> stored, List<LogEntry> read)
    {
        Dictionary<string, int> counts = stored.CountBy(entry => $"{entry.Time:s} {entry.Kind} {entry.Metadata["tag"]}").ToDictionary();
        foreach ((string key, int count) in read.CountBy(entry => $"{entry.Time:s} {entry.Kind} {entry.Metadata?.GetProperty("tag")}"))
        {
            Assert.True(count <= counts.GetValueOrDefault(key), $"{key} was returned {count} times.");
        }
    }

    [GeneratedRegex(@"(\d+) entr(?:y is|ies are) missing")]
    private static partial Regex Missing();
}
