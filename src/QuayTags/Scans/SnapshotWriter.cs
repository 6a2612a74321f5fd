using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Writes the tags of snapshots, one line or JSON object per tag, and notes what is unknown.</summary>
internal sealed class SnapshotWriter(ToolContext context, bool asJson)
{
    public int Tags { get; private set; }

    public int Unknown { get; private set; }

    /// <summary>Gets whether no tag can be missing.</summary>
    public bool IsComplete { get; private set; } = true;

    public void Write(RepositorySnapshot snapshot)
    {
        foreach (TagHistoryEntry entry in snapshot.Tags.Values)
        {
            Write(snapshot, entry);
        }

        // A result counts as finished after this, so it must not wait in a buffer.
        context.Output.Flush();
        foreach ((string tag, string reason) in snapshot.Unknown)
        {
            context.Warn($"? {snapshot.Repository}:{tag}: {reason}");
        }

        if (!snapshot.IsComplete)
        {
            context.Warn($"? {snapshot.Repository}: the history is complete from {snapshot.CompleteFrom:u} on, so tags may be missing.");
        }

        Tags += snapshot.Tags.Count;
        Unknown += snapshot.Unknown.Count;
        IsComplete &= snapshot.IsComplete && snapshot.Unknown.Count == 0;
    }

    private void Write(RepositorySnapshot snapshot, TagHistoryEntry entry)
    {
        if (asJson)
        {
            JsonObject json = JsonSerializer.SerializeToNode(entry, ToolJson.Default.TagHistoryEntry)!.AsObject();
            json.Insert(0, "repository", snapshot.Repository);
            context.Output.WriteLine(json.ToJsonString());
            return;
        }

        string since = entry.Start is { } start ? $", since {start:u}" : "";
        string expires = entry.End is { } end ? $", {(end > snapshot.ReadAt ? "expires" : "until")} {end:u}" : "";
        context.WriteLine($"{snapshot.Repository}:{entry.Name} {entry.ManifestDigest}{since}{expires}", entry.Name);
    }
}
