using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Writes the tags of snapshots and what is missing, and counts both.</summary>
internal sealed class SnapshotWriter(ListWriter<SnapshotItem> writer)
{
    public int Tags => writer.Count;

    public int Unknown { get; private set; }

    /// <summary>Gets whether every tag is known, of the repositories that were read.</summary>
    public bool IsComplete { get; private set; } = true;

    public void Write(RepositorySnapshot snapshot)
    {
        foreach ((string tag, TagHistoryEntry entry) in snapshot.Tags)
        {
            writer.Add(new SnapshotItem(snapshot.Repository, SnapshotStatus.Present)
            {
                Tag = tag,
                Entry = entry,
                WillExpire = entry.End > snapshot.ReadAt,
            });
        }

        // A result counts as finished after this, so it must not wait in a buffer.
        writer.Flush();
        foreach ((string tag, string reason) in snapshot.Unknown)
        {
            WriteUnknown(snapshot.Repository, tag, reason);
        }

        if (!snapshot.IsComplete)
        {
            IsComplete = false;
            writer.Add(new SnapshotItem(snapshot.Repository, SnapshotStatus.Incomplete)
            {
                Reason = $"the history is complete from {snapshot.CompleteFrom:u} on, so tags may be missing.",
                CompleteFrom = snapshot.CompleteFrom,
            });
        }
    }

    /// <summary>Writes the state of a tag that was named.</summary>
    /// <param name="repository">The repository of the tag.</param>
    /// <param name="tag">The state of the tag.</param>
    /// <param name="readAt">When the entry was read.</param>
    public void Write(RepositoryName repository, TagAt tag, DateTimeOffset readAt)
    {
        switch (tag.Presence)
        {
            case TagPresence.Present:
                bool willExpire = tag.Entry!.End > readAt;
                writer.Add(new SnapshotItem($"{repository}", SnapshotStatus.Present)
                {
                    Tag = tag.Tag,
                    Entry = tag.Entry,
                    WillExpire = willExpire,
                });
                break;
            case TagPresence.Absent:
                string reason = $"there was no such tag at {tag.Instant:u}.";
                writer.Add(new SnapshotItem($"{repository}", SnapshotStatus.Absent) { Tag = tag.Tag, Reason = reason });
                break;
            default:
                WriteUnknown($"{repository}", tag.Tag, tag.Reason);
                break;
        }
    }

    /// <summary>Writes that a repository was not read.</summary>
    public void Write(SnapshotItem missing)
    {
        writer.Add(missing);
        writer.Flush();
    }

    public void Complete(params IEnumerable<string> summary) => writer.Complete(summary);

    private void WriteUnknown(string repository, string tag, string? reason)
    {
        Unknown++;
        IsComplete = false;
        writer.Add(new SnapshotItem(repository, SnapshotStatus.Unknown) { Tag = tag, Reason = reason });
    }
}
