using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Builds lanes from the events of a history. The most recently changed tag comes first.</summary>
internal static class LaneBuilder
{
    /// <param name="events">All events of each tag, in the order of <see cref="TagTimeline"/>.</param>
    /// <param name="range">The period to draw. Tags without an entry in it have no lane.</param>
    /// <param name="now">When the history was read.</param>
    public static IReadOnlyList<Lane> Build(IReadOnlyList<TagEvent> events, TimeRange range, DateTimeOffset now) =>
    [
        .. events.GroupBy(tagEvent => tagEvent.Tag, StringComparer.Ordinal)
            .Select(tag => LaneOf(tag.Key, [.. tag], range, now))
            .OfType<Lane>()
            .OrderByDescending(lane => lane.LastActivity)
            .ThenBy(lane => lane.Tag, StringComparer.Ordinal),
    ];

    private static Lane? LaneOf(string tag, TagEvent[] events, TimeRange range, DateTimeOffset now)
    {
        Bar[] bars = InTracks([.. Bars(events, now).Where(bar => bar.IsWithin(range))]);
        if (bars.Length == 0)
        {
            return null;
        }

        var drawn = bars.ToDictionary<Bar, object>(bar => bar.Entry, ReferenceEqualityComparer.Instance);
        IEnumerable<Mark> marks =
            from tagEvent in events
            where tagEvent.Entry is not null && drawn.ContainsKey(tagEvent.Entry)
            select new Mark(tagEvent, drawn[tagEvent.Entry!]) into mark
            where range.Contains(mark.At)
            select mark;
        DateTimeOffset last = now < range.To ? now : range.To;
        return new Lane(
            tag, bars, [.. marks], events.Where(tagEvent => tagEvent.At <= last).Max(tagEvent => tagEvent.At) ?? DateTimeOffset.MinValue);
    }

    private static IEnumerable<Bar> Bars(TagEvent[] events, DateTimeOffset now)
    {
        TagHistoryEntry[] entries =
        [
            .. events
                .Where(tagEvent => tagEvent.Kind is TagEventKind.Began or TagEventKind.Created or TagEventKind.Moved
                    or TagEventKind.PushedAgain or TagEventKind.Reverted)
                .Select(tagEvent => tagEvent.Entry!)
                .Distinct<TagHistoryEntry>(ReferenceEqualityComparer.Instance)
                .OrderBy(entry => entry.Start ?? DateTimeOffset.MinValue),
        ];
        foreach (TagHistoryEntry entry in entries)
        {
            DateTimeOffset start = entry.Start ?? DateTimeOffset.MinValue;
            (DateTimeOffset end, BarState state) = entry switch
            {
                _ when PermanentDeletion(entry) is { } deletion => (LatestEnd(entry, deletion), BarState.EndUnknown),
                { End: { } ended } => (ended, ended > now ? BarState.WillExpire : BarState.Ended),
                _ => (now, BarState.Alive),
            };
            yield return new Bar { Entry = entry, Start = start, End = end > start ? end : start, State = state };
        }

        // A removal without a time is one whose end Quay changed.
        TagEvent? PermanentDeletion(TagHistoryEntry entry) => Array.Find(events, tagEvent =>
            tagEvent is { Kind: TagEventKind.PermanentlyDeleted } or { Kind: TagEventKind.Removed, At: null }
                && ReferenceEquals(tagEvent.Entry, entry));

        // The deletion is the latest possible end. If the tag has a later entry, the end is not after its start.
        DateTimeOffset LatestEnd(TagHistoryEntry entry, TagEvent deletion)
        {
            DateTimeOffset? next = entries.FirstOrDefault(other => other.Start > entry.Start)?.Start;
            return new[] { deletion.At ?? now, next ?? now, now }.Min();
        }
    }

    /// <summary>Assigns bars that overlap in time to different tracks.</summary>
    private static Bar[] InTracks(Bar[] bars)
    {
        var ends = new List<DateTimeOffset>();
        return Array.ConvertAll(bars, bar =>
        {
            int track = ends.FindIndex(end => end <= bar.Start);
            if (track < 0)
            {
                (track, ends) = (ends.Count, [.. ends, bar.End]);
            }

            ends[track] = bar.End;
            return bar with { Track = track };
        });
    }
}
