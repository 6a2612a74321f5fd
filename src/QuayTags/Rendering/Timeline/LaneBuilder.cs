using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Makes lanes of the events of a history, the tag to which something happened last first.</summary>
internal static class LaneBuilder
{
    /// <param name="events">The events of whole tags, as <see cref="TagTimeline"/> tells them.</param>
    /// <param name="range">What is drawn; tags that have no row then have no lane.</param>
    /// <param name="now">When the rows were read.</param>
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
            where drawn.ContainsKey(tagEvent.Entry)
            select new Mark(tagEvent, drawn[tagEvent.Entry]) into mark
            where range.Contains(mark.At)
            select mark;
        DateTimeOffset last = now < range.To ? now : range.To;
        return new Lane(
            tag, bars, [.. marks], events.Where(tagEvent => tagEvent.At <= last).Max(tagEvent => tagEvent.At) ?? DateTimeOffset.MinValue);
    }

    private static IEnumerable<Bar> Bars(TagEvent[] events, DateTimeOffset now)
    {
        TagHistoryEntry[] rows =
        [
            .. events
                .Where(tagEvent => tagEvent.Kind is TagEventKind.Began or TagEventKind.Created or TagEventKind.Moved
                    or TagEventKind.PushedAgain or TagEventKind.Reverted)
                .Select(tagEvent => tagEvent.Entry)
                .Distinct<TagHistoryEntry>(ReferenceEqualityComparer.Instance)
                .OrderBy(row => row.Start ?? DateTimeOffset.MinValue),
        ];
        foreach (TagHistoryEntry row in rows)
        {
            DateTimeOffset start = row.Start ?? DateTimeOffset.MinValue;
            (DateTimeOffset end, BarState state) = row switch
            {
                _ when PermanentDeletion(row) is { } deletion => (LatestEnd(row, deletion), BarState.EndUnknown),
                { End: { } ended } => (ended, ended > now ? BarState.WillExpire : BarState.Ended),
                _ => (now, BarState.Alive),
            };
            yield return new Bar { Entry = row, Start = start, End = end > start ? end : start, State = state };
        }

        // A removal without a time is one whose end Quay falsified.
        TagEvent? PermanentDeletion(TagHistoryEntry row) => Array.Find(events, tagEvent =>
            tagEvent is { Kind: TagEventKind.PermanentlyDeleted } or { Kind: TagEventKind.Removed, At: null }
                && ReferenceEquals(tagEvent.Entry, row));

        // It was taken out then, and the next row, if there is one, is what the tag pointed at from there on.
        DateTimeOffset LatestEnd(TagHistoryEntry row, TagEvent deletion)
        {
            DateTimeOffset? next = rows.FirstOrDefault(other => other.Start > row.Start)?.Start;
            return new[] { deletion.At ?? now, next ?? now, now }.Min();
        }
    }

    /// <summary>Puts bars that are at the same time one under the other.</summary>
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
