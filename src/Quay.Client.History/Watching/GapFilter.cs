namespace Quay.Client.History;

/// <summary>Reports a gap only once for a repository whose entries Quay keeps for less time than the watch needs.</summary>
internal sealed class GapFilter(TimeSpan interval)
{
    private const string Always = " That is too short for the interval of the watch, so later events can be missing, too.";

    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    public IReadOnlyList<TagEvent> Filter(IReadOnlyList<TagEvent> events, TimeSpan? window)
    {
        if (window > (2 * interval) + Settling.Delay || events is not [{ Kind: TagEventKind.Gap } gap, ..])
        {
            return events;
        }

        IEnumerable<TagEvent> others = events.Skip(1);
        return [.. _reported.Add(gap.Repository) ? others.Prepend(gap with { Reason = gap.Reason + Always }) : others];
    }
}
