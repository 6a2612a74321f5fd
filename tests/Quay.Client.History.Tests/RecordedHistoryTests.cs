using System.Text.Json;

namespace Quay.Client.History.Tests;

/// <summary>Verifies the results for 2,500 recorded entries of a Quay server.</summary>
[Trait("Speed", "Slow")]
public class RecordedHistoryTests
{
    // After the start of each entry, and after the end of those that were about to expire.
    private const long ReadAt = 1_795_437_000;

    private static readonly string[] Responses =
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Recorded", "history-2500.jsonl"));
    private static readonly IReadOnlyList<NaiveHistory.Entry> NaiveEntries = NaiveHistory.Read(Responses);
    private static readonly NaiveHistory Naive = new(NaiveEntries, ReadAt);

    private static readonly List<TagHistoryEntry> Entries =
    [
        .. Responses.SelectMany(response => JsonDocument.Parse(response).RootElement.GetProperty("tags").EnumerateArray())
            .Select(entry => entry.Deserialize<TagHistoryEntry>()!),
    ];

    [Fact]
    public void Recorded_timeline_has_as_many_events_of_each_kind_as_a_naive_count()
    {
        IReadOnlyList<TagEvent> events = TagTimeline.Of(
            "rqorg/hist2500",
            Entries,
            DateTimeOffset.FromUnixTimeSeconds(ReadAt),
            TimeSpan.FromDays(14)).Events;
        Dictionary<TagEventKind, int> expected = Naive.Count();
        Assert.Equal(269, expected[TagEventKind.Reverted]);
        Assert.Equal(expected.OrderBy(kind => kind.Key), events.CountBy(tagEvent => tagEvent.Kind).OrderBy(kind => kind.Key));
        Assert.Equal(
            2500,
            events.Count(tagEvent =>
                tagEvent.Kind is TagEventKind.Created or TagEventKind.Moved or TagEventKind.PushedAgain or TagEventKind.Reverted));
    }

    [Fact]
    public void Recorded_snapshots_equal_a_naive_search()
    {
        long first = NaiveEntries.Min(entry => entry.Start) - 60;
        for (int at = 0; at < 50; at++)
        {
            long second = first + ((ReadAt - first) * at / 49);
            var snapshot = RepositorySnapshot.Of(
                "acme/app",
                Entries,
                DateTimeOffset.FromUnixTimeSeconds(second),
                DateTimeOffset.FromUnixTimeSeconds(ReadAt),
                TimeSpan.FromDays(14));
            Assert.Equal(Naive.At(second), snapshot.Tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value.ManifestDigest!)));
            Assert.Empty(snapshot.Unknown);
        }
    }
}
