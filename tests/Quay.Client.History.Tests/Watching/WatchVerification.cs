using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Watching;

/// <summary>
/// Compares the events of a watch with the truth: each period of a tag must have begun and ended exactly once, and in order. What Quay
/// removed before it could be read is excused only by a gap or by a permanent deletion.
/// </summary>
internal sealed class WatchVerification
{
    private readonly IReadOnlyList<TagEvent> _gaps;
    private readonly HashSet<FakeTagEntry> _remaining;

    // A tag can expire right before the last poll.
    private readonly DateTimeOffset _settledAt;

    private WatchVerification(WatchSimulation simulation)
    {
        _settledAt = simulation.SettledAt;
        _gaps = [.. simulation.Events.Where(happened => happened.Kind == TagEventKind.Gap)];
        _remaining = [.. simulation.App.Entries];
        Gaps = _gaps.Count;
        foreach ((string tag, List<TagPeriod> periods) in simulation.Truth.Periods)
        {
            TagEvent[] events = [.. simulation.Events.Where(happened => happened.Tag == tag)];
            Verify(tag, periods, events);
        }

        string[] unknown = [.. simulation.Events.Select(happened => happened.Tag).Where(tag => tag.Length > 0)
            .Except(simulation.Truth.Periods.Keys)];
        if (unknown.Length > 0)
        {
            Fail($"events of unknown tags: {string.Join(", ", unknown)}");
        }
    }

    public List<string> Failures { get; } = [];

    public int Delivered { get; private set; }

    public int InGaps { get; private set; }

    /// <summary>Gets the number of entries that were permanently deleted and collected before they could be read.</summary>
    public int WithoutTrace { get; private set; }

    public int Gaps { get; }

    public static WatchVerification Of(WatchSimulation simulation) => new(simulation);

    private static bool IsStart(TagEvent happened) => happened.Kind <= TagEventKind.Reverted;

    private void Verify(string tag, IReadOnlyList<TagPeriod> periods, TagEvent[] all)
    {
        TagEvent[] events = [.. all.Where(happened => happened.Kind != TagEventKind.MadeImmutable)];
        int at = 0;
        TagPeriod? shown = null;
        TagPeriod? before = null;
        foreach (TagPeriod period in periods)
        {
            bool isContinued = before?.End is { } ended && period.Start - ended <= TimeSpan.FromSeconds(2);
            if (before is not null)
            {
                at = VerifyEnd(before, shown == before, isContinued ? period : null, events, at);
            }

            if (period.WasAliveAtStart)
            {
                shown = period;
            }
            else if (at < events.Length && IsStart(events[at]) && period.IsStartOf(events[at]))
            {
                VerifyKind(period, before, isContinued, events[at]);
                shown = period;
                at++;
                Delivered++;
            }
            else if (!IsExcused(period))
            {
                Fail($"lost start of {period}, next is {events.ElementAtOrDefault(at)}");
            }

            before = period;
        }

        if (before is not null)
        {
            at = VerifyEnd(before, shown == before, continuedBy: null, events, at);
        }

        if (at < events.Length)
        {
            Fail($"{tag}: an event too many: {events[at]}");
        }

        VerifyImmutable(periods, all);
    }

    // An end of the tag must be reported once, unless the next period continues this one, or the end is not known.
    private int VerifyEnd(TagPeriod period, bool isShown, TagPeriod? continuedBy, TagEvent[] events, int at)
    {
        TagEvent? next = events.ElementAtOrDefault(at);
        bool isEnd = next is not null && !IsStart(next)
            && (next.Entry?.Start, next.Entry?.ManifestDigest) == (period.Start, period.Entry.Digest);
        bool isUncertain = period.IsFalsified || !_remaining.Contains(period.Entry) || InGap(period.End);
        if (isEnd)
        {
            Delivered++;
            if (period.End is null || (continuedBy is not null && !isUncertain && _remaining.Contains(continuedBy.Entry)))
            {
                Fail($"{period} did not end: {next}");
            }
            else if (!isUncertain && next!.At != period.End)
            {
                Fail($"{period} ended at another time: {next}");
            }
            else if (next!.Kind == TagEventKind.Expired && !period.IsExpired && !isUncertain)
            {
                Fail($"{period} did not expire: {next}");
            }

            return at + 1;
        }

        bool isDue = period.End <= _settledAt && continuedBy is null && isShown;
        if (isDue && !(isUncertain && next is not null && IsStart(next)))
        {
            Fail($"lost end of {period}, next is {next}");
        }

        return at;
    }

    private void VerifyKind(TagPeriod period, TagPeriod? before, bool isContinued, TagEvent happened)
    {
        TagEventKind expected = period.Entry.IsReversion ? TagEventKind.Reverted
            : !isContinued ? TagEventKind.Created
            : before!.Entry.Digest == period.Entry.Digest ? TagEventKind.PushedAgain
            : TagEventKind.Moved;
        bool isUncertain = before is not null && (before.IsFalsified || !_remaining.Contains(before.Entry));
        if (happened.Kind != expected && !(isUncertain || InGap(period.Start)))
        {
            Fail($"{period} is {expected}, but the event is {happened.Kind}: {happened}");
        }
    }

    private void VerifyImmutable(IReadOnlyList<TagPeriod> periods, TagEvent[] all)
    {
        // Entries of one digest that began in the same second look the same.
        foreach (IGrouping<(DateTimeOffset, string), TagPeriod> same in periods.GroupBy(period => (period.Start, period.Entry.Digest)))
        {
            TagPeriod period = same.Last();
            int times = same.Sum(one => one.TimesImmutable);
            int count = all.Count(happened => happened.Kind == TagEventKind.MadeImmutable
                && (happened.Entry?.Start, happened.Entry?.ManifestDigest) == (period.Start, period.Entry.Digest));
            bool isDue = period is { End: null, Entry.IsImmutable: true, WasAliveAtStart: false };
            if (count > times || (isDue && count == 0))
            {
                Fail($"{period} was made immutable {times} times, and reported {count} times");
            }

            Delivered += count;
        }
    }

    private bool IsExcused(TagPeriod period)
    {
        if (_remaining.Contains(period.Entry))
        {
            return false;
        }

        if (InGap(period.Start))
        {
            InGaps++;
            return true;
        }

        WithoutTrace += period.IsFalsified ? 1 : 0;
        return period.IsFalsified;
    }

    // An entry that begins up to two seconds after the start of the window can continue one that was collected.
    private bool InGap(DateTimeOffset? time) =>
        _gaps.Any(gap => gap.Since <= time && time <= gap.At + TimeSpan.FromSeconds(2));

    private void Fail(string failure) => Failures.Add(failure);
}
