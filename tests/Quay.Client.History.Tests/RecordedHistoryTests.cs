using System.Text.Json;

namespace Quay.Client.History.Tests;

/// <summary>The 2,500 rows that a real Quay gave.</summary>
[Trait("Speed", "Slow")]
public class RecordedHistoryTests
{
    // After each row began, and after those had ended that were soon to expire.
    private const long ReadAt = 1_795_437_000;

    private static readonly string[] Answers = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Recorded", "history-2500.jsonl"));
    private static readonly IReadOnlyList<NaiveHistory.Row> NaiveRows = NaiveHistory.Read(Answers);
    private static readonly NaiveHistory Naive = new(NaiveRows, ReadAt);

    private static readonly List<TagHistoryEntry> Rows =
    [
        .. Answers.SelectMany(answer => JsonDocument.Parse(answer).RootElement.GetProperty("tags").EnumerateArray())
            .Select(row => row.Deserialize<TagHistoryEntry>()!),
    ];

    [Fact]
    public void The_timeline_has_as_many_events_of_each_kind_as_a_naive_count_finds()
    {
        IReadOnlyList<TagEvent> events = TagTimeline.Of(
            "rqorg/hist2500",
            Rows,
            DateTimeOffset.FromUnixTimeSeconds(ReadAt),
            TimeSpan.FromDays(14)).Events;
        Dictionary<TagEventKind, int> expected = Naive.Count();
        Assert.Equal(269, expected[TagEventKind.Reverted]);
        Assert.Equal(expected.OrderBy(kind => kind.Key), events.CountBy(happened => happened.Kind).OrderBy(kind => kind.Key));
        Assert.Equal(
            2500,
            events.Count(happened =>
                happened.Kind is TagEventKind.Created or TagEventKind.Moved or TagEventKind.PushedAgain or TagEventKind.Reverted));
    }

    [Fact]
    public void Snapshots_are_as_a_naive_search_finds_them()
    {
        long first = NaiveRows.Min(row => row.Start) - 60;
        for (int at = 0; at < 50; at++)
        {
            long second = first + ((ReadAt - first) * at / 49);
            var snapshot = RepositorySnapshot.Of(
                "acme/app",
                Rows,
                DateTimeOffset.FromUnixTimeSeconds(second),
                DateTimeOffset.FromUnixTimeSeconds(ReadAt),
                TimeSpan.FromDays(14));
            Assert.Equal(Naive.At(second), snapshot.Tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value.ManifestDigest!)));
            Assert.Empty(snapshot.Unknown);
        }
    }
}
