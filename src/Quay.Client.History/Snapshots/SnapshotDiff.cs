namespace Quay.Client.History;

/// <summary>Represents the differences between two snapshots.</summary>
public sealed class SnapshotDiff
{
    /// <summary>Gets the tags that differ, sorted by name.</summary>
    [JsonPropertyName("differences")]
    public required IReadOnlyList<TagDifference> Differences { get; init; }

    /// <summary>Gets the tags that may differ, each with the reason why that is unknown.</summary>
    [JsonPropertyName("unknown")]
    public required IReadOnlyDictionary<string, string> Unknown { get; init; }

    /// <summary>
    /// Gets whether <see cref="Differences"/> and <see cref="Unknown"/> contain every tag that may differ. False if an instant is before
    /// <see cref="RepositorySnapshot.CompleteFrom"/>.
    /// </summary>
    [JsonPropertyName("is_complete")]
    public required bool IsComplete { get; init; }

    /// <summary>Gets the number of tags that exist or are unknown in either snapshot; 0 if no tag matches the pattern.</summary>
    [JsonPropertyName("compared_tags")]
    public required int ComparedTags { get; init; }

    /// <summary>Gets whether it is certain that no tag differs.</summary>
    [JsonIgnore]
    public bool IsSame => IsComplete && Differences.Count == 0 && Unknown.Count == 0;

    /// <summary>Compares two snapshots of one repository.</summary>
    /// <param name="before">The first snapshot.</param>
    /// <param name="after">The second snapshot; its instant may be earlier.</param>
    /// <exception cref="ArgumentException">The snapshots have different repositories, registries or patterns.</exception>
    public static SnapshotDiff BetweenInstants(RepositorySnapshot before, RepositorySnapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Repository != after.Repository || (before.Registry ?? after.Registry) != (after.Registry ?? before.Registry))
        {
            string repositories = SafeLine.Of($"{before.Registry}{before.Repository} and {after.Registry}{after.Repository}");
            throw new ArgumentException($"The snapshots are of different repositories: {repositories}.", nameof(after));
        }

        ThrowIfOtherTags(before, after, nameof(after));
        return Of(SnapshotPair.Of(before, after));
    }

    /// <summary>Compares two repositories, such as a mirror with its source. Tags with the same manifest are equal.</summary>
    /// <param name="one">A snapshot of the first repository.</param>
    /// <param name="other">A snapshot of the second one.</param>
    /// <exception cref="ArgumentException">The snapshots have different patterns.</exception>
    public static SnapshotDiff BetweenRepositories(RepositorySnapshot one, RepositorySnapshot other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        ThrowIfOtherTags(one, other, nameof(other));
        return Of(SnapshotPair.Of(one, other), isOneRepository: false);
    }

    /// <summary>Summarizes the differences in one line. <see cref="Describe"/> also lists them.</summary>
    public override string ToString()
    {
        string missing = IsComplete ? "" : Incomplete;
        string compared = Counted.Of(ComparedTags, "tag");
        return SafeLine.Of($"{compared} compared, {Differences?.Count ?? 0} differ, {Unknown?.Count ?? 0} unknown.{missing}");
    }

    /// <summary>
    /// Describes the differences: a line for each (<c>+</c> added, <c>-</c> removed, <c>~</c> moved, <c>=</c> pushed again), a line for
    /// each unknown tag, and a summary line.
    /// </summary>
    /// <returns>The lines, separated by <c>\n</c>. Text from the server is safe to print.</returns>
    public string Describe() => string.Join('\n', [
        .. Differences.Select(difference => difference.ToString()),
        .. Unknown.Select(tag => SafeLine.Of($"? {tag.Key}: {tag.Value}")),
        ToString()]);

    internal const string Incomplete = " Tags may be missing: a time is before the time machine's window.";

    internal static SnapshotDiff Of(SnapshotPair snapshots, bool isOneRepository = true)
    {
        var differences = new List<TagDifference>();
        var unknown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((TagAt before, TagAt after, _) in snapshots.Tags)
        {
            if (UnknownReason.OfDifference(before, after) is { } reason)
            {
                unknown.Add(before.Tag, reason);
            }
            else if (KindOf(before.Entry, after.Entry, isOneRepository) is { } kind)
            {
                differences.Add(new TagDifference { Tag = before.Tag, Kind = kind, Before = before.Entry, After = after.Entry });
            }
        }

        return new SnapshotDiff
        {
            Differences = differences,
            Unknown = unknown,
            IsComplete = snapshots.Before.IsComplete && snapshots.After.IsComplete,
            ComparedTags = snapshots.Tags.Count,
        };
    }

    private static void ThrowIfOtherTags(RepositorySnapshot one, RepositorySnapshot other, string parameter)
    {
        if (one.Pattern != other.Pattern)
        {
            string patterns = SafeLine.Of($"'{one.Pattern ?? "*"}' and '{other.Pattern ?? "*"}'");
            throw new ArgumentException($"The snapshots have different patterns: {patterns}.", parameter);
        }
    }

    private static TagDifferenceKind? KindOf(TagHistoryEntry? before, TagHistoryEntry? after, bool isOneRepository) =>
        (before, after) switch
        {
            (null, null) => null,
            (null, _) => TagDifferenceKind.Added,
            (_, null) => TagDifferenceKind.Removed,
            _ when before.ManifestDigest != after.ManifestDigest => TagDifferenceKind.Moved,
            _ when isOneRepository && (before.Start, before.Reversion) != (after.Start, after.Reversion) => TagDifferenceKind.PushedAgain,
            _ => null,
        };
}
