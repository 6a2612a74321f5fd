using System.Text.Json.Serialization;
using Quay.Client;

namespace QuayTags;

/// <summary>Represents what <c>at</c> and <c>snapshot</c> list: a tag with its entry, or what is missing and why.</summary>
[JsonConverter(typeof(SnapshotItemConverter))]
internal sealed record SnapshotItem(string Repository, SnapshotStatus Status)
{
    /// <summary>Gets the name of the tag; null if the item is about the whole repository.</summary>
    public string? Tag { get; init; }

    /// <summary>Gets the entry that was alive; null unless the tag is <see cref="SnapshotStatus.Present"/>.</summary>
    public TagHistoryEntry? Entry { get; init; }

    /// <summary>Gets whether the entry has not ended yet, but will.</summary>
    public bool WillExpire { get; init; }

    /// <summary>Gets why something is missing; null for a tag with its entry.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets from when the history is complete; null unless the status is <see cref="SnapshotStatus.Incomplete"/>.</summary>
    public DateTimeOffset? CompleteFrom { get; init; }

    /// <summary>Returns what is missing and why, on one line.</summary>
    public override string ToString()
    {
        string name = Tag is null ? Repository : $"{Repository}:{Tag}";
        return Status switch
        {
            SnapshotStatus.Failed => $"! {name} was not read: {Reason}",
            SnapshotStatus.Skipped => $"! {name} was skipped: {Reason}",
            SnapshotStatus.Vanished => $"! {name} vanished: {Reason}",
            _ => $"? {name}: {Reason}",
        };
    }
}
