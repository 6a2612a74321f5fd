using CsCheck;
using Quay.Client.History.Tests.Stubs;

namespace Quay.Client.History.Tests;

/// <summary>Verifies properties of the difference between any two snapshots.</summary>
[Trait("Speed", "Slow")]
public class DiffPropertyTests
{
    [Fact]
    public Task Difference_applied_to_one_snapshot_yields_the_other() => PairsAsync((one, other) =>
    {
        SnapshotDiff diff = SnapshotDiff.BetweenInstants(one, other);
        Dictionary<string, TagHistoryEntry> applied = Apply(diff, one);
        Assert.Equal(Known(other.Tags, diff), Known(applied, diff));
        Assert.All(diff.Differences, difference => Assert.Equal(
            difference.Kind switch
            {
                TagDifferenceKind.Added => (false, true, false),
                TagDifferenceKind.Removed => (true, false, false),
                TagDifferenceKind.Moved => (true, true, false),
                _ => (true, true, true),
            },
            (
                difference.Before is not null,
                difference.After is not null,
                difference.Before?.ManifestDigest == difference.After?.ManifestDigest)));
    });

    [Fact]
    public Task Difference_of_a_snapshot_with_itself_is_empty() => PairsAsync((one, _) =>
    {
        Assert.Empty(SnapshotDiff.BetweenInstants(one, one).Differences);
        Assert.Equal(one.Unknown, SnapshotDiff.BetweenInstants(one, one).Unknown);
        Assert.Equal(
            one.IsComplete && one.Unknown.Count == 0,
            SnapshotDiff.BetweenRepositories(one, one.WithRepository("acme/mirror")).IsSame);
    });

    [Fact]
    public Task Reversed_difference_swaps_before_and_after() => PairsAsync((one, other) =>
    {
        SnapshotDiff forward = SnapshotDiff.BetweenInstants(one, other);
        SnapshotDiff backward = SnapshotDiff.BetweenInstants(other, one);
        Assert.Equal(forward.Unknown.Keys, backward.Unknown.Keys);
        Assert.Equal(forward.Differences, backward.Differences.Select(difference => difference with
        {
            Before = difference.After,
            After = difference.Before,
            Kind = difference.Kind switch
            {
                TagDifferenceKind.Added => TagDifferenceKind.Removed,
                TagDifferenceKind.Removed => TagDifferenceKind.Added,
                var kind => kind,
            },
        }));
    });

    [Fact]
    public Task Difference_contains_no_tag_that_is_unknown_in_a_snapshot() => PairsAsync((one, other) =>
    {
        SnapshotDiff diff = SnapshotDiff.BetweenInstants(one, other);
        IEnumerable<string> unknown = RandomHistory.Names.Where(
            name => one.Find(name).Presence == TagPresence.Unknown || other.Find(name).Presence == TagPresence.Unknown);
        Assert.Empty(diff.Differences.Select(difference => difference.Tag).Intersect(unknown));
        Assert.Empty(diff.Unknown.Keys.Except(unknown));
        Assert.Empty(one.Unknown.Keys.Concat(other.Unknown.Keys).Except(diff.Unknown.Keys));
    });

    [Fact]
    public Task Difference_between_repositories_compares_only_digests() => PairsAsync((one, other) =>
    {
        SnapshotDiff diff = SnapshotDiff.BetweenRepositories(one, other.WithRepository("acme/mirror"));
        Assert.DoesNotContain(diff.Differences, difference => difference.Kind == TagDifferenceKind.PushedAgain);
        Assert.Equal(Digests(Known(other.Tags, diff)), Digests(Known(Apply(diff, one), diff)));
        Assert.All(diff.Differences, difference => Assert.NotEqual(difference.Before?.ManifestDigest, difference.After?.ManifestDigest));
    });

    private static Task PairsAsync(Action<RepositorySnapshot, RepositorySnapshot> verify) =>
        RandomHistory.Sequences.SampleAsync(async sequence =>
    {
        using var history = new RandomHistory(sequence);
        RepositorySnapshot? before = null;
        foreach (DateTimeOffset instant in history.Instants(sequence.Picks).Take(5))
        {
            RepositorySnapshot snapshot = await history.Fixture.History.GetSnapshotAsync("acme/app", instant);
            verify(before ?? snapshot, snapshot);
            before = snapshot;
        }
    }, iter: 150);

    private static Dictionary<string, TagHistoryEntry> Apply(SnapshotDiff diff, RepositorySnapshot snapshot)
    {
        var tags = new Dictionary<string, TagHistoryEntry>(snapshot.Tags);
        foreach (TagDifference difference in diff.Differences)
        {
            Assert.Equal(difference.Before, tags.GetValueOrDefault(difference.Tag));
            if (difference.After is { } after)
            {
                tags[difference.Tag] = after;
            }
            else
            {
                tags.Remove(difference.Tag);
            }
        }

        return tags;
    }

    private static SortedDictionary<string, TagHistoryEntry> Known(
        IEnumerable<KeyValuePair<string, TagHistoryEntry>> tags, SnapshotDiff diff) =>
        new(tags.Where(tag => !diff.Unknown.ContainsKey(tag.Key)).ToDictionary());

    private static IEnumerable<(string, string?)> Digests(IEnumerable<KeyValuePair<string, TagHistoryEntry>> tags) =>
        tags.Select(tag => (tag.Key, tag.Value.ManifestDigest));
}
