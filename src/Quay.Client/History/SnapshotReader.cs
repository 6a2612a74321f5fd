using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Quay.Client.History;

/// <summary>Takes in the rows of a history one by one, and keeps of each tag those two that decide what it pointed at, at an instant.</summary>
/// <param name="instant">The instant, a whole second.</param>
internal sealed class SnapshotReader(DateTimeOffset instant)
{
    private readonly Dictionary<string, TagRows> _tags = new(StringComparer.Ordinal);

    public void Add(TagHistoryEntry row)
    {
        if (row.Start > instant)
        {
            return;
        }

        ref TagRows rows = ref CollectionsMarshal.GetValueRefOrAddDefault(_tags, row.Name, out bool isKnown);
        rows = isKnown ? rows.With(row, instant) : new TagRows(row, row.IsAliveAt(instant) ? row : null);
    }

    public RepositorySnapshot ToSnapshot(HistoryReading reading)
    {
        var tags = new SortedDictionary<string, TagHistoryEntry>(StringComparer.Ordinal);
        var unknown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, TagRows rows) in _tags)
        {
            (TagPresence presence, string? reason) = rows.Tell(instant, reading.Machine);
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
            WrittenMeanwhile = _tags.Where(tag => tag.Value.Newest.End >= reading.Machine.OpenFrom).Select(tag => tag.Key).ToImmutableHashSet(),
            Registry = reading.Registry,
            Repository = reading.Repository,
            Pattern = reading.Pattern,
            Instant = instant,
            ReadAt = TimeMachine.Second(reading.Machine.ReadAt),
            CompleteFrom = reading.Machine.CompleteFrom,
            MayLackRows = reading.MayLackRows,
            Tags = tags,
            Unknown = unknown,
        };
    }
}
