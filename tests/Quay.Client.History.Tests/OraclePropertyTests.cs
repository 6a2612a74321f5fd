using CsCheck;
using Quay.Client.Testing;

namespace Quay.Client.History.Tests;

/// <summary>Verifies for random histories that results are true, and unknown only if the entries cannot show the truth.</summary>
[Trait("Speed", "Slow")]
public class OraclePropertyTests
{
    [Fact]
    public Task Results_are_true_and_unknown_only_if_the_entries_cannot_show_the_truth() =>
        RandomHistory.Sequences.SampleAsync(async sequence =>
    {
        using var history = new RandomHistory(sequence);
        IReadOnlyList<DateTimeOffset> instants = history.Instants(sequence.Picks);
        var results = new List<(DateTimeOffset Second, RepositorySnapshot Snapshot, TagAt Single)>();
        for (int at = 0; at < instants.Count; at++)
        {
            results.Add((
                RandomHistory.Second(instants[at]),
                await history.Fixture.History.GetSnapshotAsync("acme/app", instants[at]),
                await history.Fixture.History.GetTagAtAsync("acme/app", RandomHistory.Names[at % 3], instants[at])));
        }

        DateTimeOffset readAt = history.Fixture.Now;
        ILookup<string, Entry> entries = history.Fixture.App.Entries.Select(Entry.Of).ToLookup(entry => entry.Name);

        // The last second ends after the history was read.
        history.Wait(TimeSpan.FromSeconds(1));
        foreach ((DateTimeOffset second, RepositorySnapshot snapshot, TagAt single) in results)
        {
            Assert.Equal(single, snapshot.Find(single.Tag) with { Reason = single.Reason });
            Assert.Empty(snapshot.Tags.Keys.Concat(snapshot.Unknown.Keys).Except(RandomHistory.Names));
            foreach (string name in RandomHistory.Names)
            {
                TagAt result = snapshot.Find(name);
                Assert.Equal(
                    result.Presence == TagPresence.Unknown && entries[name].Any(entry => entry.Start <= second),
                    snapshot.Unknown.ContainsKey(name));
                string? truth = history.Truth.At(name, second);
                bool isRight = result.Presence == TagPresence.Unknown
                    ? MayBeUnknown(entries[name], second, readAt, history.Window)
                    : result.ManifestDigest == truth;
                string allEntries = string.Join('\n', history.Fixture.App.Entries);
                Assert.True(isRight, $"{result}\n  and the truth is {truth ?? "no tag"}, read at {readAt:O}, entries:\n{allEntries}");
            }
        }
    }, iter: 500);

    private static bool MayBeUnknown(IEnumerable<Entry> entries, DateTimeOffset second, DateTimeOffset readAt, TimeSpan window)
    {
        List<Entry> begun = [.. entries.Where(entry => entry.Start <= second)];
        if (begun.Exists(entry => !(entry.End <= second)))
        {
            return false;
        }

        return second < RandomHistory.Second(readAt - window)
            || (begun is [var newest, ..] && MayHaveLived(newest, second, readAt, window));
    }

    /// <summary>
    /// Determines whether an entry that seems to have ended may have existed at the end of a second. A permanent deletion at time D sets
    /// the end to D minus the window, or a millisecond earlier for each entry of the tag that already has that end. So D is known to within
    /// a second and that millisecond. An expiry on a tag older than 104 weeks sets the end to 104 weeks after the start, at any time D.
    /// </summary>
    private static bool MayHaveLived(Entry entry, DateTimeOffset second, DateTimeOffset readAt, TimeSpan window)
    {
        DateTimeOffset lastPermanentDeletion = entry.End!.Value.AddMilliseconds(1000) + window;
        DateTimeOffset latest =
            entry.End == entry.Start.AddDays(104 * 7) || lastPermanentDeletion > readAt ? readAt : lastPermanentDeletion;

        bool isFalsified = entry.End == entry.Start.AddDays(104 * 7) || entry.End <= readAt - window;
        return isFalsified && latest >= second.AddSeconds(1);
    }

    /// <summary>Represents an entry with the whole seconds that Quay shows.</summary>
    private sealed record Entry(string Name, DateTimeOffset Start, DateTimeOffset? End)
    {
        public static Entry Of(FakeTagEntry entry) =>
            new(entry.Name, RandomHistory.Second(entry.Start), entry.End is { } end ? RandomHistory.Second(end) : null);
    }
}
