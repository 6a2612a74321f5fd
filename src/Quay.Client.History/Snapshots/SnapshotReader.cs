using System.Runtime.InteropServices;

namespace Quay.Client.History;

/// <summary>Collects the entries of a history, and keeps only the two per tag that decide its state at an instant.</summary>
internal sealed class SnapshotReader(DateTimeOffset instant)
{
    private readonly Dictionary<string, DecidingEntries> _tags = new(StringComparer.Ordinal);

    // Reads a history for an instant in whole seconds.
    public static async Task<RepositorySnapshot> ReadAsync(
        HistoryReader reader,
        RepositoryName repository,
        TagSelection selection,
        TimeSpan? window,
        DateTimeOffset instant,
        CancellationToken cancellationToken)
    {
        var snapshot = new SnapshotReader(instant);
        HistoryBounds bounds =
            await reader.ReadAsync(repository, selection, window, snapshot.Add, cancellationToken).ConfigureAwait(false);
        return snapshot.ToSnapshot(bounds);
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

    // Gets the start of a tag's newest entry up to the instant; null if there is none.
    public DateTimeOffset? NewestStartOf(string tag) =>
        _tags.TryGetValue(tag, out DecidingEntries entries) ? entries.Newest.Start : null;

    // Gets the tags whose newest entry had ended by the instant, but not before a time; none if that time is null.
    public IEnumerable<string> EndedSince(DateTimeOffset? time) =>
        _tags.Where(tag => tag.Value.Newest.End >= time && !tag.Value.Newest.IsAliveAt(instant)).Select(tag => tag.Key);

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
            Registry = bounds.Registry,
            Repository = bounds.Repository,
            Pattern = bounds.Pattern,
            Instant = instant,
            ReadAt = RetentionHorizon.Second(bounds.Horizon.ReadAt),
            CompleteFrom = bounds.Horizon.CompleteFrom,
            Tags = tags,
            Unknown = unknown,
        };
    }
}
