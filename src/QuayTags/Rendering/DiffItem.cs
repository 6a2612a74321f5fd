using System.Text.Json.Serialization;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Represents what <c>diff</c> lists: a tag that differs, or what is unknown and why.</summary>
internal sealed record DiffItem
{
    private const string Unknown = "unknown";
    private const string Incomplete = "incomplete";

    /// <summary>Gets the name of the tag; null if any tag can be missing.</summary>
    [JsonPropertyName("tag")]
    public required string? Tag { get; init; }

    /// <summary>Gets the kind of the difference; <c>unknown</c> or <c>incomplete</c> with a reason.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    [JsonPropertyName("before")]
    public TagHistoryEntry? Before { get; init; }

    [JsonPropertyName("after")]
    public TagHistoryEntry? After { get; init; }

    [JsonPropertyName("reason")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Gets what differs, and then what is unknown.</summary>
    public static IEnumerable<DiffItem> Of(SnapshotDiff diff)
    {
        foreach (TagDifference difference in diff.Differences)
        {
            string kind = Csv.Name(difference.Kind);
            yield return new DiffItem { Tag = difference.Tag, Kind = kind, Before = difference.Before, After = difference.After };
        }

        foreach ((string tag, string reason) in diff.Unknown)
        {
            yield return new DiffItem { Tag = tag, Kind = Unknown, Reason = reason };
        }

        if (!diff.IsComplete)
        {
            const string Reason = "Tags may be missing: a time is before the time machine's window.";
            yield return new DiffItem { Tag = null, Kind = Incomplete, Reason = Reason };
        }
    }
}
