using System.Text.Json.Serialization;
using Quay.Client.Names;
using Quay.Client.Tags;

namespace Quay.Client.History;

/// <summary>What the tags of a repository pointed at, at an instant, as far as its history tells. It can be kept as JSON. All times are UTC.</summary>
public sealed record RepositorySnapshot
{
    /// <summary>The full name of the repository, such as <c>acme/app</c>.</summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>Which tags were asked for: a name, or a glob such as <c>1.2.*</c>; null for all.</summary>
    [JsonPropertyName("pattern")]
    public string? Pattern { get; init; }

    /// <summary>The instant, in whole seconds: Quay tells no less, so this is how it was at the end of that second.</summary>
    [JsonPropertyName("instant")]
    public required DateTimeOffset Instant { get; init; }

    /// <summary>When the history was read, to the end.</summary>
    [JsonPropertyName("read_at")]
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>
    /// From when on the history holds every row: the start of the time machine's window. For an instant before it, tags that were there then can be
    /// in neither <see cref="Tags"/> nor <see cref="Unknown"/>, because the collector took all their rows.
    /// </summary>
    [JsonPropertyName("complete_from")]
    public required DateTimeOffset CompleteFrom { get; init; }

    /// <summary>
    /// Whether rows can be missing because the collector came while the pages were read: there was something for it to take. Read it again, or ask for single
    /// tags, whose rows come on one page, where that matters.
    /// </summary>
    [JsonPropertyName("may_lack_rows")]
    public bool MayLackRows { get; init; }

    /// <summary>The tags that were there, each with the row that held then. Its end is when it ended since, or when it will expire.</summary>
    [JsonPropertyName("tags")]
    public required IReadOnlyDictionary<string, TagHistoryEntry> Tags { get; init; }

    /// <summary>The tags of which the rows that are left do not tell whether they were there, each with the reason.</summary>
    [JsonPropertyName("unknown")]
    public IReadOnlyDictionary<string, string> Unknown { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a tag that is not in it was not there: the instant lies in the time machine's window.</summary>
    [JsonIgnore]
    public bool IsComplete => Instant >= CompleteFrom;

    /// <summary>Makes a snapshot of rows that are at hand.</summary>
    /// <param name="repository">The repository whose rows they are.</param>
    /// <param name="rows">All rows of its history, or all of some tags, in Quay's order; enumerated once, and not kept.</param>
    /// <param name="instant">The instant, in any time zone; its fraction of a second is cut.</param>
    /// <param name="readAt">When the rows were read.</param>
    /// <param name="window">How long the time machine keeps rows (<see cref="Repositories.Repository.TagExpiration"/>); null when that is not known.</param>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="repository"/> is <c>default(RepositoryName)</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="instant"/> is after <paramref name="readAt"/>.</exception>
    public static RepositorySnapshot Of(
        RepositoryName repository, IEnumerable<TagHistoryEntry> rows, DateTimeOffset instant, DateTimeOffset readAt, TimeSpan? window)
    {
        string name = repository.Checked(nameof(repository));
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(instant, readAt);
        var reader = new SnapshotReader(TimeMachine.Second(instant), pattern: null);
        int count = 0;
        foreach (TagHistoryEntry row in rows)
        {
            reader.Add(row);
            count++;
        }

        return reader.ToSnapshot(name, isOnOnePage: count <= TagHistoryQuery.MaxPageSize, readAt, window);
    }

    /// <summary>What a tag pointed at.</summary>
    /// <param name="tag">The name of the tag.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tag"/> is null.</exception>
    public TagAt Find(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        if (Tags.TryGetValue(tag, out TagHistoryEntry? row))
        {
            return new TagAt { Tag = tag, Instant = Instant, Presence = TagPresence.Present, Row = row };
        }

        string? reason = Unknown.TryGetValue(tag, out string? known) ? known
            : Pattern is { } pattern && !TagGlob.Matches(pattern, tag) ? $"the snapshot is of the tags '{pattern}' alone."
            : IsComplete ? null : $"the time machine keeps rows that ended since {CompleteFrom:u}, and none of this tag is left.";
        return new TagAt { Tag = tag, Instant = Instant, Presence = reason is null ? TagPresence.Absent : TagPresence.Unknown, Reason = reason };
    }

    /// <summary>One line: the repository, the instant, and how many tags there were.</summary>
    public override string ToString()
    {
        string unknown = Unknown.Count > 0 ? $", {Unknown.Count} unknown" : "";
        return $"{Repository} at {Instant:u}: {Tags.Count} tags{unknown}{(IsComplete ? "" : $"; complete from {CompleteFrom:u} on")}";
    }
}
