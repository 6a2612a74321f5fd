using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Quay.Client.History;

/// <summary>Takes in the rows of a history one by one, and keeps of each tag those two that decide what it pointed at, at an instant.</summary>
/// <param name="instant">The instant, a whole second.</param>
internal sealed class SnapshotReader(DateTimeOffset instant)
{
    private readonly Dictionary<string, DecidingEntries> _tags = new(StringComparer.Ordinal);

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
