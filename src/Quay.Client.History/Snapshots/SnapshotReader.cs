using System.Runtime.InteropServices;

namespace Quay.Client.History;

/// <summary>Collects the entries of a history, and keeps only the two per tag that decide its state at an instant.</summary>
internal sealed class SnapshotReader(DateTimeOffset instant)
{
    private readonly Dictionary<string, DecidingEntries> _tags = new(StringComparer.Ordinal);

    // Reads a history once, for several instants in whole seconds.
    public static async Task<RepositorySnapshot[]> ReadAsync(
        HistoryReader reader,
        RepositoryName repository,
        TagSelection selection,
        TimeSpan? window,
        DateTimeOffset[] instants,
        CancellationToken cancellationToken)
    {
        SnapshotReader[] snapshots = Array.ConvertAll(instants, instant => new SnapshotReader(instant));
        void Add(TagHistoryEntry entry)
        {
            foreach (SnapshotReader snapshot in snapshots)
            {
                snapshot.Add(entry);
            }
        }

        HistoryBounds bounds = await reader.ReadAsync(repository, selection, window, Add, cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(snapshots, snapshot => snapshot.ToSnapshot(bounds));
    }

    public void Add(TagHistoryEntry entry)
    {
        if (entry.Start > instant)
        {
            return;
        }

        ref DecidingEntries entries = ref CollectionsMarshal.GetValueRefOrAddDefault(_tags, entry.Name, out bool isKnown);
        entries = isKnown ? entries.With(entry, instant) : new DecidingEntries(entry, entry.IsAliveAt(instant) ? entry : null);
    }

    public RepositorySnapshot ToSnapshot(HistoryBounds bounds)
    {
        var tags = new SortedDictionary<string, TagHistoryEntry>(StringComparer.Ordinal);
        var unknown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, DecidingEntries entries) in _tags)
        {
            if (UnknownReason.Of(entries, instant, bounds.Horizon) is { } reason)
            {
                unknown.Add(name, reason);
            }
            else if (entries.Alive is { } alive)
            {
                tags.Add(name, alive);
            }
        }

        return new RepositorySnapshot
        {
            WrittenMeanwhile = [.. _tags.Where(tag => tag.Value.Newest.End >= bounds.Horizon.OpenFrom).Select(tag => tag.Key)],
            Registry = bounds.Registry,
            Repository = bounds.Repository,
            Pattern = bounds.Pattern,
            Instant = instant,
            ReadAt = RetentionHorizon.Second(bounds.Horizon.ReadAt),
            CompleteFrom = bounds.Horizon.CompleteFrom,
            EntriesMayBeMissing = bounds.EntriesMayBeMissing,
            Tags = tags,
            Unknown = unknown,
        };
    }
}
