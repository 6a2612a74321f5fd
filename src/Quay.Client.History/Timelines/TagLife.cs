namespace Quay.Client.History;

/// <summary>Goes through the rows of one tag in the order of time, and tells what happened.</summary>
internal sealed class TagLife
{
    // As Quay's own pages take it: a row that begins this soon after the end of another goes on with it.
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(2);

    private readonly List<TagEvent> _events = [];
    private readonly RetentionHorizon _machine;
    private readonly RepositorySnapshot? _earlier;

    // Rows that began and did not end, the one that began last at the end. They are several only after moves at the same time.
    private readonly List<TagHistoryEntry> _open = [];

    // What ended last, as it seems.
    private TagHistoryEntry? _ended;

    private TagLife(RetentionHorizon horizon, RepositorySnapshot? earlier) => (_machine, _earlier) = (horizon, earlier);

    /// <param name="rows">The rows of one tag, the newest first.</param>
    /// <param name="horizon">When they were read.</param>
    /// <param name="earlier">What was seen before; null for nothing.</param>
    public static List<TagEvent> Tell(IEnumerable<TagHistoryEntry> rows, RetentionHorizon horizon, RepositorySnapshot? earlier)
    {
        var life = new TagLife(horizon, earlier);
        foreach (TagHistoryEntry row in rows.Reverse().OrderBy(row => row.Start ?? DateTimeOffset.MinValue))
        {
            life.EndBefore(row.Start ?? DateTimeOffset.MinValue);
            life.Begin(row);
        }

        life.EndBefore(horizon.ReadAt.Plus(TimeSpan.FromTicks(1)));
        life.IsGoneBy(horizon.ReadAt);
        if (life._open is [.., { End: { } end } last])
        {
            life.Add(TagEventKind.WillExpire, end, last, from: last.ManifestDigest, to: null);
        }

        return life._events;
    }

    private void Begin(TagHistoryEntry row)
    {
        TagHistoryEntry? before = _open.Count > 0 ? _open[^1] : row.Start - _ended?.End <= Gap ? _ended : null;

        // A row before it may be in doubt, or collected.
        bool isFirst = before is null && IsGoneBy(row.Start) && row.Start > _machine.CompleteFrom.Plus(Gap);
        TagEventKind kind = row.Reversion ? TagEventKind.Reverted
            : before is null ? isFirst ? TagEventKind.Created : TagEventKind.Began
            : before.ManifestDigest == row.ManifestDigest ? TagEventKind.PushedAgain
            : TagEventKind.Moved;
        Add(kind, row.Start, row, from: before?.ManifestDigest, to: row.ManifestDigest);
        _ended = null;
        RemoveEndedUntil(row.Start);
        if (_machine.IsTakenOut(row))
        {
            _ended = row;
            Add(TagEventKind.PermanentlyDeleted, _machine.TakenOutAt(row), row, from: null, to: null);
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
            RemoveEndedUntil(end);
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

    private void RemoveEndedUntil(DateTimeOffset? time)
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].End <= time)
            {
                _open.RemoveAt(i);
            }
        }
    }

    /// <summary>Tells of what ended, which nothing went on with, that it is gone; false when that is not sure, for then the next row may have gone on with it.</summary>
    private bool IsGoneBy(DateTimeOffset? time)
    {
        if (_ended is not { } row)
        {
            return true;
        }

        _ended = null;
        DateTimeOffset gone = _machine.GoneFrom(row);
        if (!(gone <= time))
        {
            return false;
        }

        if (!_machine.IsTakenOut(row))
        {
            // A label can end a row before it began.
            bool isExpiry = IsKnownToExpire(row);
            DateTimeOffset? at = row.End < row.Start ? row.Start : isExpiry || gone == row.End ? row.End : null;
            Add(isExpiry ? TagEventKind.Expired : TagEventKind.Removed, at, row, from: row.ManifestDigest, to: null);
        }

        return true;
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
