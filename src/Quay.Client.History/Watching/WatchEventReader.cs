namespace Quay.Client.History;

/// <summary>Derives the events of a repository from what a watch knew and what it read, without I/O.</summary>
internal sealed class WatchEventReader
{
    private readonly string _repository;
    private readonly WatchedRepository _before;
    private readonly HistoryRead _read;
    private readonly RepositorySnapshot _earlier;

    // Events can be missing after each poll, which one gap states.
    private readonly bool _isWindowTooShort;

    // An entry that began before this time is not new, even if the watch does not know it.
    private readonly DateTimeOffset _lateFrom;
    private readonly DateTimeOffset _settledAt;
    private readonly List<(DateTimeOffset Key, TagEvent Event)> _events = [];

    private WatchEventReader(string repository, WatchedRepository before, HistoryRead read, TimeSpan interval, bool isNew)
    {
        (_repository, _before, _read) = (repository, before, read);
        _settledAt = read.SettledAt;
        _isWindowTooShort = !(read.Horizon.Window > (2 * interval) + Settling.Delay);
        _lateFrom = isNew ? DateTimeOffset.MinValue : before.SettledAt.Plus(-Settling.ReplicaLag);
        _earlier = new RepositorySnapshot
        {
            Repository = repository,
            Instant = before.SettledAt,
            ReadAt = before.SettledAt,
            CompleteFrom = before.SettledAt,
            Tags = before.Tags.Where(tag => tag.Value.Expiration is not null)
                .ToDictionary(tag => tag.Key, tag => tag.Value.ToEntry(tag.Key), StringComparer.Ordinal),
            Unknown = new Dictionary<string, string>(),
        };
    }

    /// <summary>Returns the settled events in their order, and the state after them.</summary>
    /// <param name="repository">The full name of the repository.</param>
    /// <param name="before">What the watch knows.</param>
    /// <param name="read">What it read.</param>
    /// <param name="interval">The time between two polls.</param>
    /// <param name="isNew">Whether the repository appeared after <paramref name="before"/>, so that all its tags are new.</param>
    public static (WatchedRepository After, IReadOnlyList<TagEvent> Events) Read(
        string repository, WatchedRepository before, HistoryRead read, TimeSpan interval, bool isNew = false) =>
        read.SettledAt > before.SettledAt
            ? new WatchEventReader(repository, before, read, interval, isNew).Read()
            : (before, []);

    private (WatchedRepository After, IReadOnlyList<TagEvent> Events) Read()
    {
        ILookup<string, TagHistoryEntry> entries = _read.Entries.ToLookup(entry => entry.Name, StringComparer.Ordinal);
        var tags = new Dictionary<string, KnownTag>(StringComparer.Ordinal);
        foreach (string name in entries.Select(tag => tag.Key).Union(_before.Tags.Keys, StringComparer.Ordinal))
        {
            TagHistoryEntry[] ofTag = [.. TagTimeline.WithoutRepeats(entries[name], _read.Horizon)];
            if (ReadTag(name, ofTag, _before.Tags.GetValueOrDefault(name)) is { } tag)
            {
                tags.Add(name, tag);
            }
        }

        IEnumerable<TagEvent> events = _events.OrderBy(happened => happened.Key)
            .ThenBy(happened => happened.Event.Tag, StringComparer.Ordinal)
            .Select(happened => happened.Event);
        TagEvent[] gap = _before.SettledAt < _read.Horizon.CompleteFrom && !(_isWindowTooShort && _before.IsGapReported) ? [Gap()] : [];
        WatchedRepository after = _before with
        {
            SettledAt = _settledAt,
            Tags = tags,
            IsGapReported = _isWindowTooShort && (_before.IsGapReported || gap.Length > 0),
        };
        return (after, [.. gap, .. events]);
    }

    private TagEvent Gap()
    {
        DateTimeOffset completeFrom = _read.Horizon.CompleteFrom;
        string reason = Gaps.Collected(_read.Horizon.Window, completeFrom, _isWindowTooShort);
        return Gaps.Of(_repository, _before.SettledAt, completeFrom, reason);
    }

    // Adds the events of one tag, and returns what the watch knows of it afterwards.
    private KnownTag? ReadTag(string name, TagHistoryEntry[] entries, KnownTag? known)
    {
        int at = known is null ? -1 : Array.FindIndex(entries, known.Is);
        TagHistoryEntry? current = at < 0 ? null : entries[at];

        // An entry after the current one is older. It matters only if concurrent moves left it alive.
        IEnumerable<TagHistoryEntry> relevant = entries.Where(
            (entry, i) => i == at || _read.IsAlive(entry) || (entry.Start > _before.SettledAt && (at < 0 || i < at)));
        List<TagEvent> events =
        [
            .. TagEventReader.Read(_repository, relevant, _read.Horizon, _earlier)
                .Select(happened => Settled(happened, known, current))
                .OfType<TagEvent>(),
        ];
        if (known is not null && current is null)
        {
            AddVanished(name, known, events);
        }

        KnownTag? after = known;
        foreach ((DateTimeOffset key, TagEvent happened) in Ordered(events))
        {
            if (IsStart(happened))
            {
                after = KnownTag.Of(happened.Entry!);
            }
            else if (after?.Is(happened.Entry!) == true)
            {
                after = null;
            }
            else
            {
                // A past entry was permanently deleted, which does not change the tag.
                continue;
            }

            _events.Add((key, happened));
        }

        return after is not null && Array.Find(entries, after.Is) is { } entry ? Refreshed(after, entry) : after;
    }

    // Returns the event as the watch reports it; null if it is known already, or not settled yet.
    private TagEvent? Settled(TagEvent happened, KnownTag? known, TagHistoryEntry? current)
    {
        bool isOfCurrent = current is not null && ReferenceEquals(happened.Entry, current);
        bool isReached = happened.At > _before.SettledAt;
        if (happened.Kind == TagEventKind.WillExpire || happened.At > _settledAt)
        {
            return null;
        }

        if (IsStart(happened))
        {
            bool isKnown = isOfCurrent && happened.At == current!.Start;
            return !isKnown && (isReached || IsLate(happened.Entry!, known)) ? happened : null;
        }

        // Quay can move the end of an entry into the past. The tag was alive when the watch read it, so the real end is later.
        return happened.At is null || isReached ? happened
            : isOfCurrent ? happened with { At = null }
            : null;
    }

    // Determines whether the watch missed the start of a live entry, because a read replica or the clock of a server was behind.
    private bool IsLate(TagHistoryEntry entry, KnownTag? known) =>
        _read.IsAlive(entry)
        && (entry.Start ?? DateTimeOffset.MinValue) >= _lateFrom
        && (known is null || entry.Start >= known.Start);

    // Reports that a tag is gone whose entry the collector removed. A young entry is missing only if a read replica is behind.
    private void AddVanished(string name, KnownTag known, List<TagEvent> events)
    {
        int start = events.FindIndex(IsStart);
        if (start >= 0)
        {
            TagEvent first = events[start];
            events[start] = first.Kind == TagEventKind.Created ? first with { Kind = TagEventKind.Began } : first;
        }
        else if (!(known.Start > _settledAt.Plus(-Settling.ReplicaLag)))
        {
            events.Add(Gaps.Removed(_repository, name, known));
        }
    }

    // Orders the events of a tag. One at an unknown time comes right before the next one, or last.
    private IEnumerable<(DateTimeOffset Key, TagEvent Event)> Ordered(List<TagEvent> events)
    {
        var keys = new DateTimeOffset[events.Count];
        DateTimeOffset next = _settledAt;
        for (int i = events.Count - 1; i >= 0; i--)
        {
            keys[i] = next = events[i].At ?? next;
        }

        return keys.Zip(events).OrderBy(happened => happened.First);
    }

    private KnownTag Refreshed(KnownTag known, TagHistoryEntry entry)
    {
        KnownTag after = known.With(entry, _read.ReadAt);
        if (after.IsImmutable && !known.IsImmutable)
        {
            _events.Add((_settledAt, new TagEvent
            {
                Repository = _repository,
                Tag = entry.Name,
                Kind = TagEventKind.MadeImmutable,
                FromDigest = entry.ManifestDigest,
                ToDigest = entry.ManifestDigest,
                Entry = entry,
            }));
        }

        return after;
    }

    private static bool IsStart(TagEvent happened) => happened.Kind <= TagEventKind.Reverted;
}
