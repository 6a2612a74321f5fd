using CsCheck;
using Quay.Client.History.Tests.Stubs;

namespace Quay.Client.History.Tests;

/// <summary>What holds of the difference of any two snapshots.</summary>
[Trait("Speed", "Slow")]
public class DiffLawTests
{
    [Fact]
    public Task A_difference_leads_from_one_snapshot_to_the_other() => PairsAsync((one, other) =>
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
    public Task It_is_empty_of_a_snapshot_and_itself() => PairsAsync((one, _) =>
    {
        Assert.Empty(SnapshotDiff.BetweenInstants(one, one).Differences);
        Assert.Equal(one.Unknown, SnapshotDiff.BetweenInstants(one, one).Unknown);
        Assert.Equal(
            one.IsComplete && one.Unknown.Count == 0,
            SnapshotDiff.BetweenRepositories(one, one.WithRepository("acme/mirror")).IsSame);
    });

    [Fact]
    public Task Turned_round_it_leads_back() => PairsAsync((one, other) =>
    {
        SnapshotDiff there = SnapshotDiff.BetweenInstants(one, other);
        SnapshotDiff back = SnapshotDiff.BetweenInstants(other, one);
        Assert.Equal(there.Unknown.Keys, back.Unknown.Keys);
        Assert.Equal(there.Differences, back.Differences.Select(difference => difference with
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
    public Task Of_a_tag_that_one_of_them_does_not_know_nothing_is_claimed() => PairsAsync((one, other) =>
    {
        SnapshotDiff diff = SnapshotDiff.BetweenInstants(one, other);
        IEnumerable<string> unknown = RandomHistory.Names.Where(
            name => one.Find(name).Presence == TagPresence.Unknown || other.Find(name).Presence == TagPresence.Unknown);
        Assert.Empty(diff.Differences.Select(difference => difference.Tag).Intersect(unknown));
        Assert.Empty(diff.Unknown.Keys.Except(unknown));
        Assert.Empty(one.Unknown.Keys.Concat(other.Unknown.Keys).Except(diff.Unknown.Keys));
    });

    [Fact]
    public Task Two_repositories_differ_in_digests_alone() => PairsAsync((one, other) =>
    {
        SnapshotDiff diff = SnapshotDiff.BetweenRepositories(one, other.WithRepository("acme/mirror"));
        Assert.DoesNotContain(diff.Differences, difference => difference.Kind == TagDifferenceKind.PushedAgain);
        Assert.Equal(Digests(Known(other.Tags, diff)), Digests(Known(Apply(diff, one), diff)));
        Assert.All(diff.Differences, difference => Assert.NotEqual(difference.Before?.ManifestDigest, difference.After?.ManifestDigest));
    });

    private static Task PairsAsync(Action<RepositorySnapshot, RepositorySnapshot> judge) => RandomHistory.Stories.SampleAsync(async story =>
    {
        using var history = new RandomHistory(story);
        RepositorySnapshot? before = null;
        foreach (DateTimeOffset instant in history.Instants(story.Picks).Take(5))
        {
            RepositorySnapshot snapshot = await history.Scene.History.GetSnapshotAsync("acme/app", instant);
            judge(before ?? snapshot, snapshot);
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
