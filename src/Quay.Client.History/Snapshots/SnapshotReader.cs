using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Quay.Client.History;

/// <summary>Takes in the rows of a history one by one, and keeps of each tag those two that decide what it pointed at, at an instant.</summary>
/// <param name="instant">The instant, a whole second.</param>
internal sealed class SnapshotReader(DateTimeOffset instant)
{
    private readonly Dictionary<string, DecidingEntries> _tags = new(StringComparer.Ordinal);

    /// <summary>Snapshots of several instants, by one reading.</summary>
    /// <param name="reader">Reads the history.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="selection">The tags to read.</param>
    /// <param name="window">How long the time machine keeps rows.</param>
    /// <param name="instants">The instants, whole seconds.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<RepositorySnapshot[]> ReadAsync(
        HistoryReader reader, RepositoryName repository, TagSelection selection, TimeSpan? window, DateTimeOffset[] instants, CancellationToken cancellationToken)
    {
        SnapshotReader[] readers = Array.ConvertAll(instants, instant => new SnapshotReader(instant));
        void Add(TagHistoryEntry row)
        {
            foreach (SnapshotReader each in readers)
            {
                each.Add(row);
            }
        }

        HistoryBounds reading = await reader.ReadAsync(repository, selection, window, Add, cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(readers, each => each.ToSnapshot(reading));
    }

    public void Add(TagHistoryEntry row)
    {
        if (row.Start > instant)
        {
            return;
        }

        ref DecidingEntries rows = ref CollectionsMarshal.GetValueRefOrAddDefault(_tags, row.Name, out bool isKnown);
        rows = isKnown ? rows.With(row, instant) : new DecidingEntries(row, row.IsAliveAt(instant) ? row : null);
    }

    public RepositorySnapshot ToSnapshot(HistoryBounds reading)
    {
        var tags = new SortedDictionary<string, TagHistoryEntry>(StringComparer.Ordinal);
        var unknown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, DecidingEntries rows) in _tags)
        {
            (TagPresence presence, string? reason) = rows.Tell(instant, reading.Horizon);
            if (presence == TagPresence.Present)
            {
                tags.Add(name, rows.Holding!);
            }
            else if (presence == TagPresence.Unknown)
            {
                unknown.Add(name, reason!);
            }
        }

        return new RepositorySnapshot
        {
            WrittenMeanwhile = _tags.Where(tag => tag.Value.Newest.End >= reading.Horizon.OpenFrom).Select(tag => tag.Key).ToImmutableHashSet(),
            Registry = reading.Registry,
            Repository = reading.Repository,
            Pattern = reading.Pattern,
            Instant = instant,
            ReadAt = RetentionHorizon.Second(reading.Horizon.ReadAt),
            CompleteFrom = reading.Horizon.CompleteFrom,
            IsIncomplete = reading.IsIncomplete,
            Tags = tags,
            Unknown = unknown,
        };
    }
}
