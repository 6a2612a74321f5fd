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
    /// Whether the two lists hold each tag that may differ. Otherwise tags can be in neither, because an instant lies before the time machine's window or because the
    /// collector made a list skip rows.
    /// </summary>
    [JsonPropertyName("is_complete")]
    public required bool IsComplete { get; init; }

    /// <summary>How many tags were compared: those that either snapshot has, or does not know. None, where a pattern matches none.</summary>
    [JsonPropertyName("compared_tags")]
    public required int ComparedTags { get; init; }

    /// <summary>Whether nothing differs, and that is known of each tag.</summary>
    [JsonIgnore]
    public bool IsSame => IsComplete && Differences.Count == 0 && Unknown.Count == 0;

    /// <summary>What changed in a repository from one instant to another.</summary>
    /// <param name="before">The first snapshot.</param>
    /// <param name="after">The second snapshot; it may be of an earlier instant.</param>
    /// <exception cref="ArgumentNullException">A snapshot is null.</exception>
    /// <exception cref="ArgumentException">They are of different repositories or registries, or were asked for different tags.</exception>
    public static SnapshotDiff BetweenInstants(RepositorySnapshot before, RepositorySnapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Repository != after.Repository || (before.Registry ?? after.Registry) != (after.Registry ?? before.Registry))
        {
            throw new ArgumentException(SafeText.Line($"The snapshots are of different repositories: {before.Registry}{before.Repository} and {after.Registry}{after.Repository}."), nameof(after));
        }

        ThrowIfOfOtherTags(before, after);
        var pair = new SnapshotPair(before, after);
        return Of(pair, [.. pair.Tags]);
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
        ThrowIfOfOtherTags(one, other);
        var pair = new SnapshotPair(one, other);
        return Of(pair, [.. pair.Tags], isOneRepository: false);
    }

    /// <summary>Summarizes the differences in one line. <see cref="Describe"/> also lists them.</summary>
    public override string ToString()
    {
        string missing = IsComplete ? "" : " Tags may be missing: the time machine does not reach back so far, or the collector came while the history was read.";
        return SafeText.Line($"{Counted.Of(ComparedTags, "tag")} compared, {Differences?.Count ?? 0} differ, {Unknown?.Count ?? 0} unknown.{missing}");
    }

    /// <summary>
    /// Describes the differences: a line for each (<c>+</c> added, <c>-</c> removed, <c>~</c> moved, <c>=</c> pushed again), a line for each unknown tag,
    /// and a summary line.
    /// </summary>
    /// <returns>The lines, with <c>\n</c> between them. Text from the server is cleaned.</returns>
    public string Describe() => string.Join('\n', [
        .. Differences.Select(difference => difference.ToString()),
        .. Unknown.Select(tag => SafeText.Line($"? {tag.Key}: {tag.Value}")),
        ToString()]);

    internal static SnapshotDiff Of(SnapshotPair snapshots, IReadOnlyCollection<TagPair> tags, bool isOneRepository = true)
    {
        var differences = new List<TagDifference>();
        var unknown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((TagAt before, TagAt after, _) in tags)
        {
            if ((before.Reason ?? after.Reason ?? WithoutDigest(before.Row, after.Row)) is { } reason)
            {
                unknown.Add(before.Tag, reason);
            }
            else if (KindOf(before.Row, after.Row, isOneRepository) is { } kind)
            {
                differences.Add(new TagDifference { Tag = before.Tag, Kind = kind, Before = before.Row, After = after.Row });
            }
        }

        return new SnapshotDiff
        {
            Differences = differences,
            Unknown = unknown,
            IsComplete = snapshots.Before.IsComplete && snapshots.After.IsComplete,
            ComparedTags = tags.Count,
        };
    }

    private static void ThrowIfOfOtherTags(RepositorySnapshot one, RepositorySnapshot other)
    {
        if (one.Pattern != other.Pattern)
        {
            throw new ArgumentException(SafeText.Line($"The snapshots have different patterns: '{one.Pattern ?? "*"}' and '{other.Pattern ?? "*"}'."), nameof(other));
        }
    }

    private static string? WithoutDigest(TagHistoryEntry? before, TagHistoryEntry? after) =>
        before is not null && after is not null && before != after && (before.ManifestDigest ?? after.ManifestDigest) is null ? "Quay gives no digest of it." : null;

    private static TagDifferenceKind? KindOf(TagHistoryEntry? before, TagHistoryEntry? after, bool isOneRepository) => (before, after) switch
    {
        (null, null) => null,
        (null, _) => TagDifferenceKind.Added,
        (_, null) => TagDifferenceKind.Removed,
        _ when before.ManifestDigest != after.ManifestDigest => TagDifferenceKind.Moved,
        _ when isOneRepository && (before.Start, before.Reversion) != (after.Start, after.Reversion) => TagDifferenceKind.PushedAgain,
        _ => null,
    };
}
