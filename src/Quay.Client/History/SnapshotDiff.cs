using System.Text.Json.Serialization;
using Quay.Client.Tags;

namespace Quay.Client.History;

/// <summary>What differs between two snapshots. Of a tag that one of them does not know nothing is claimed.</summary>
public sealed record SnapshotDiff
{
    /// <summary>The tags that differ, by name.</summary>
    [JsonPropertyName("differences")]
    public required IReadOnlyList<TagDifference> Differences { get; init; }

    /// <summary>The tags of which it is not known whether they differ, each with the reason.</summary>
    [JsonPropertyName("unknown")]
    public required IReadOnlyDictionary<string, string> Unknown { get; init; }

    /// <summary>
    /// Whether tags that differ can be in neither list: a snapshot is of an instant before the time machine's window, so that all rows of a tag can be gone,
    /// or rows of it can be missing (<see cref="RepositorySnapshot.IsComplete"/>, <see cref="RepositorySnapshot.MayLackRows"/>).
    /// </summary>
    [JsonPropertyName("may_lack_tags")]
    public bool MayLackTags { get; init; }

    /// <summary>Whether nothing differs, and that is known of each tag.</summary>
    [JsonIgnore]
    public bool IsSame => Differences.Count == 0 && Unknown.Count == 0 && !MayLackTags;

    /// <summary>What changed in a repository from one instant to another.</summary>
    /// <param name="before">The first snapshot.</param>
    /// <param name="after">The second snapshot; it may be of an earlier instant.</param>
    /// <exception cref="ArgumentNullException">A snapshot is null.</exception>
    /// <exception cref="ArgumentException">They are of different repositories, or were asked for different tags.</exception>
    public static SnapshotDiff BetweenInstants(RepositorySnapshot before, RepositorySnapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return before.Repository == after.Repository
            ? Between(before, after, static (one, other) => (one.Start, one.Reversion) == (other.Start, other.Reversion))
            : throw new ArgumentException($"The snapshots are of {before.Repository} and of {after.Repository}.", nameof(after));
    }

    /// <summary>How two repositories differ, of one registry or of two: whether the mirror is true. Tags that point at the same manifest are the same.</summary>
    /// <param name="one">A snapshot of the first repository.</param>
    /// <param name="other">A snapshot of the second one.</param>
    /// <exception cref="ArgumentNullException">A snapshot is null.</exception>
    /// <exception cref="ArgumentException">They were asked for different tags.</exception>
    public static SnapshotDiff BetweenRepositories(RepositorySnapshot one, RepositorySnapshot other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return Between(one, other, static (_, _) => true);
    }

    /// <summary>A line for each difference, and for each tag that is not known.</summary>
    public override string ToString() =>
        string.Join('\n', [.. Differences.Select(difference => difference.ToString()), .. Unknown.Select(tag => $"? {tag.Key}: {tag.Value}")]);

    private static SnapshotDiff Between(RepositorySnapshot before, RepositorySnapshot after, Func<TagHistoryEntry, TagHistoryEntry, bool> isSameRow)
    {
        if (before.Pattern != after.Pattern)
        {
            throw new ArgumentException($"One snapshot is of the tags '{before.Pattern ?? "*"}' and the other of '{after.Pattern ?? "*"}'.", nameof(after));
        }

        var differences = new List<TagDifference>();
        var unknown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        IEnumerable<string> names = before.Tags.Keys.Concat(before.Unknown.Keys).Concat(after.Tags.Keys).Concat(after.Unknown.Keys);
        foreach (string name in names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            (TagAt earlier, TagAt later) = (before.Find(name), after.Find(name));
            if ((earlier.Reason ?? later.Reason) is { } reason)
            {
                unknown.Add(name, reason);
            }
            else if (KindOf(earlier.Row, later.Row, isSameRow) is { } kind)
            {
                differences.Add(new TagDifference { Tag = name, Kind = kind, Before = earlier.Row, After = later.Row });
            }
        }

        return new SnapshotDiff { Differences = differences, Unknown = unknown, MayLackTags = MayLack(before) || MayLack(after) };
    }

    private static bool MayLack(RepositorySnapshot snapshot) => !snapshot.IsComplete || snapshot.MayLackRows;

    private static TagDifferenceKind? KindOf(TagHistoryEntry? before, TagHistoryEntry? after, Func<TagHistoryEntry, TagHistoryEntry, bool> isSameRow) =>
        (before, after) switch
        {
            (null, null) => null,
            (null, _) => TagDifferenceKind.Added,
            (_, null) => TagDifferenceKind.Removed,
            _ when before.ManifestDigest != after.ManifestDigest => TagDifferenceKind.Moved,
            _ when !isSameRow(before, after) => TagDifferenceKind.PushedAgain,
            _ => null,
        };
}
