using Quay.Client.Tags;

namespace Quay.Client.History;

/// <summary>Goes through the rows of one tag in the order of time, and tells what happened.</summary>
internal sealed class TagLife
{
    // As Quay's own pages take it: a row that begins this soon after the end of another goes on with it.
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(2);

    private readonly List<TagEvent> _events = [];
    private readonly TimeMachine _machine;
    private readonly RepositorySnapshot? _earlier;

    // Rows that began and did not end, the one that began last at the end. They are several only after moves at the same time.
    private readonly List<TagHistoryEntry> _open = [];

    // What ended and may be gone on with.
    private TagHistoryEntry? _ended;

    private TagLife(TimeMachine machine, RepositorySnapshot? earlier) => (_machine, _earlier) = (machine, earlier);

    /// <param name="rows">The rows of one tag, the newest first.</param>
    /// <param name="machine">When they were read.</param>
    /// <param name="earlier">What was seen before; null for nothing.</param>
    public static List<TagEvent> Tell(IEnumerable<TagHistoryEntry> rows, TimeMachine machine, RepositorySnapshot? earlier)
    {
        var life = new TagLife(machine, earlier);
        foreach (TagHistoryEntry row in rows.Reverse().OrderBy(row => row.Start ?? DateTimeOffset.MinValue))
        {
            life.EndBefore(row.Start ?? DateTimeOffset.MinValue);
            life.Begin(row);
        }

        life.EndBefore(machine.ReadAt.AddTicks(1));
        life.Remove();
        if (life._open is [.., { End: { } end } last])
        {
            life.Add(TagEventKind.WillExpire, end, last, from: last.ManifestDigest, to: null);
        }

        return life._events;
    }

    private void Begin(TagHistoryEntry row)
    {
        TagHistoryEntry? before = _open.Count > 0 ? _open[^1] : row.Start - _ended?.End <= Gap ? _ended : null;
        if (before is null)
        {
            Remove();
        }

        TagEventKind kind = row.Reversion ? TagEventKind.Reverted
            : before is null ? TagEventKind.Created
            : before.ManifestDigest == row.ManifestDigest ? TagEventKind.PushedAgain
            : TagEventKind.Moved;
        Add(kind, row.Start, row, from: before?.ManifestDigest, to: row.ManifestDigest);
        _ended = null;
        _open.RemoveAll(other => other.End <= row.Start);
        if (row.IsPermanentlyDeleted)
        {
            Add(TagEventKind.PermanentlyDeleted, _machine.TakenOutAt(row), row, from: row.ManifestDigest, to: null);
        }
        else
        {
            _open.Add(row);
        }
    }

    /// <summary>Ends what ended before a time. When that was what the tag pointed at, it points again at an earlier row that has not ended, if there is one.</summary>
    private void EndBefore(DateTimeOffset time)
    {
        while (_open is [.., { End: { } end } last] && end < time)
        {
            _open.RemoveAll(row => row.End <= end);
            if (_open is [.., var earlier])
            {
                Add(earlier.ManifestDigest == last.ManifestDigest ? TagEventKind.PushedAgain : TagEventKind.Moved, end, earlier, last.ManifestDigest, earlier.ManifestDigest);
            }
            else
            {
                _ended = last;
            }
        }
    }

    /// <summary>Nothing goes on with what ended.</summary>
    private void Remove()
    {
        if (_ended is { } row)
        {
            Add(IsKnownToExpire(row) ? TagEventKind.Expired : TagEventKind.Removed, row.End, row, from: row.ManifestDigest, to: null);
            _ended = null;
        }
    }

    /// <summary>A deletion ends a row when it is done; that is hardly ever the very second in which it was to expire.</summary>
    private bool IsKnownToExpire(TagHistoryEntry row) =>
        _earlier is not null
        && _earlier.Tags.TryGetValue(row.Name, out TagHistoryEntry? seen)
        && (seen.Start, seen.ManifestDigest) == (row.Start, row.ManifestDigest)
        && seen.End == row.End
        && seen.End > _earlier.ReadAt;

    private void Add(TagEventKind kind, DateTimeOffset? at, TagHistoryEntry row, string? from, string? to) =>
        _events.Add(new TagEvent { Tag = row.Name, Kind = kind, At = at, FromDigest = from, ToDigest = to, Row = row });
}
