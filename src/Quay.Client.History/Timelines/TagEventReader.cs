namespace Quay.Client.History;

internal sealed class TagEventReader
{
    // As in Quay's web interface: an entry that begins this soon after the end of another continues it.
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(2);

    private readonly List<TagEvent> _events = [];
    private readonly string _repository;
    private readonly RetentionHorizon _horizon;
    private readonly RepositorySnapshot? _earlier;

    // The entries that have not ended, the newest last. There are several only after concurrent moves.
    private readonly List<TagHistoryEntry> _open = [];

    // The entry that seems to have ended last.
    private TagHistoryEntry? _ended;

    private TagEventReader(string repository, RetentionHorizon horizon, RepositorySnapshot? earlier) =>
        (_repository, _horizon, _earlier) = (repository, horizon, earlier);

    // Derives the events from the entries of one tag, the newest first.
    public static List<TagEvent> Read(
        string repository, IEnumerable<TagHistoryEntry> entries, RetentionHorizon horizon, RepositorySnapshot? earlier)
    {
        var reader = new TagEventReader(repository, horizon, earlier);
        foreach (TagHistoryEntry entry in entries.Reverse().OrderBy(entry => entry.Start ?? DateTimeOffset.MinValue))
        {
            reader.EndBefore(entry.Start ?? DateTimeOffset.MinValue);
            reader.Begin(entry);
        }

        reader.EndBefore(horizon.ReadAt.Plus(TimeSpan.FromTicks(1)));
        reader.IsGoneBy(horizon.ReadAt);
        if (reader._open is [.., { End: { } end } last])
        {
            reader.Add(TagEventKind.WillExpire, end, last, from: last.ManifestDigest, to: null);
        }

        return reader._events;
    }

    private void Begin(TagHistoryEntry entry)
    {
        TagHistoryEntry? before = _open.Count > 0 ? _open[^1] : entry.Start - _ended?.End <= Gap ? _ended : null;

        // The end of an earlier entry may be uncertain, or the collector may have removed that entry.
        bool isFirst = before is null && IsGoneBy(entry.Start) && entry.Start > _horizon.CompleteFrom.Plus(Gap);
        TagEventKind kind = entry.Reversion ? TagEventKind.Reverted
            : before is null ? isFirst ? TagEventKind.Created : TagEventKind.Began
            : before.ManifestDigest == entry.ManifestDigest ? TagEventKind.PushedAgain
            : TagEventKind.Moved;
        Add(kind, entry.Start, entry, from: before?.ManifestDigest, to: entry.ManifestDigest);
        _ended = null;
        RemoveEndedUntil(entry.Start);
        if (_horizon.IsPermanentlyDeleted(entry))
        {
            _ended = entry;
            Add(TagEventKind.PermanentlyDeleted, _horizon.PermanentlyDeletedAt(entry), entry, from: null, to: null);
        }
        else
        {
            _open.Add(entry);
        }
    }

    // Ends the entries that ended before a time. The tag then points at an earlier entry that has not ended, if there is one.
    private void EndBefore(DateTimeOffset time)
    {
        while (_open is [.., { End: { } end } last] && end < time)
        {
            RemoveEndedUntil(end);
            if (_open is [.., var earlier])
            {
                bool isSame = earlier.ManifestDigest == last.ManifestDigest;
                Add(isSame ? TagEventKind.PushedAgain : TagEventKind.Moved, end, earlier, last.ManifestDigest, earlier.ManifestDigest);
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

    // Reports the removal of the tag whose entry ended, unless another entry continued it. Returns false if that is uncertain.
    private bool IsGoneBy(DateTimeOffset? time)
    {
        if (_ended is not { } entry)
        {
            return true;
        }

        _ended = null;
        DateTimeOffset gone = _horizon.GoneFrom(entry);
        if (!(gone <= time))
        {
            return false;
        }

        if (!_horizon.IsPermanentlyDeleted(entry))
        {
            // A label can end an entry before it began.
            bool isExpiry = IsKnownToExpire(entry);
            DateTimeOffset? at = entry.End < entry.Start ? entry.Start : isExpiry || gone == entry.End ? entry.End : null;
            Add(isExpiry ? TagEventKind.Expired : TagEventKind.Removed, at, entry, from: entry.ManifestDigest, to: null);
        }

        return true;
    }

    // A deletion in exactly the second of the expiry is very unlikely.
    private bool IsKnownToExpire(TagHistoryEntry entry) =>
        _earlier is not null
        && _earlier.Tags.TryGetValue(entry.Name, out TagHistoryEntry? seen)
        && (seen.Start, seen.ManifestDigest) == (entry.Start, entry.ManifestDigest)
        && seen.End == entry.End
        && seen.End > _earlier.ReadAt;

    private void Add(TagEventKind kind, DateTimeOffset? at, TagHistoryEntry entry, string? from, string? to) => _events.Add(new TagEvent
    {
        Repository = _repository,
        Tag = entry.Name,
        Kind = kind,
        At = at,
        FromDigest = from,
        ToDigest = to,
        Entry = entry,
    });
}
