using System.Runtime.InteropServices;
using Quay.Client.Names;
using Quay.Client.Tags;

namespace Quay.Client.History;

/// <summary>Takes in the rows of a history one by one, and keeps of each tag those two that decide what it pointed at, at an instant.</summary>
/// <param name="instant">The instant, a whole second.</param>
/// <param name="pattern">Which tags; null for all.</param>
internal sealed class SnapshotReader(DateTimeOffset instant, string? pattern)
{
    private readonly Dictionary<string, TagRows> _tags = new(StringComparer.Ordinal);

    // The names that are not there yet then, or of which nothing is left of that time: before the window they are not known.
    private readonly HashSet<string> _later = new(StringComparer.Ordinal);
    private DateTimeOffset _earliestEnd = DateTimeOffset.MaxValue;
    private DateTimeOffset _newestStart = DateTimeOffset.MinValue;

    public void Add(TagHistoryEntry row)
    {
        _newestStart = row.Start > _newestStart ? row.Start.Value : _newestStart;
        _earliestEnd = row.End < _earliestEnd ? row.End.Value : _earliestEnd;
        if (pattern is not null && !TagGlob.Matches(pattern, row.Name))
        {
            return;
        }

        if (row.Start > instant)
        {
            _later.Add(row.Name);
            return;
        }

        ref TagRows rows = ref CollectionsMarshal.GetValueRefOrAddDefault(_tags, row.Name, out bool isKnown);
        rows = isKnown ? rows.With(row, instant) : new TagRows(row, row.IsAliveAt(instant) ? row : null);
    }

    /// <param name="repository">The full name of the repository.</param>
    /// <param name="isOnOnePage">Whether the rows came with one answer, so that nothing could happen between two.</param>
    /// <param name="readAt">When the reading ended.</param>
    /// <param name="window">What the collector keeps; null when Quay does not say.</param>
    public RepositorySnapshot ToSnapshot(string repository, bool isOnOnePage, DateTimeOffset readAt, TimeSpan? window)
    {
        // A row that began later than now shows that this clock is behind the server's, and so by how much at least.
        var machine = new TimeMachine(readAt > _newestStart ? readAt : _newestStart, window);
        var tags = new SortedDictionary<string, TagHistoryEntry>(StringComparer.Ordinal);
        var unknown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, TagRows rows) in _tags)
        {
            (TagPresence presence, string? reason) = rows.Tell(instant, machine);
            if (presence == TagPresence.Present)
            {
                tags.Add(name, rows.Holding!);
            }
            else if (presence == TagPresence.Unknown)
            {
                unknown.Add(name, reason!);
            }
        }

        if (instant < machine.CompleteFrom)
        {
            foreach (string name in _later.Where(name => !_tags.ContainsKey(name)))
            {
                unknown.Add(name, TagRows.BeforeWindow(machine));
            }
        }

        return new RepositorySnapshot
        {
            Repository = repository,
            Pattern = pattern,
            Instant = instant,
            ReadAt = TimeMachine.Second(machine.ReadAt),
            CompleteFrom = machine.CompleteFrom,
            MayLackRows = !isOnOnePage && _earliestEnd <= machine.CompleteFrom,
            Tags = tags,
            Unknown = unknown,
        };
    }
}
