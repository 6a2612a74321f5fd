namespace Quay.Client.History;

/// <summary>
/// Assigns log entries to events by the nearest time. An entry explains at most one event. If entries of different actors fit, and their
/// times do not distinguish them, no entry is used.
/// </summary>
internal sealed class NearestEntries
{
    // Quay writes the log entry after the change. Both times are cut to seconds.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(5);

    // Entries whose distances differ by no more than this are equally near.
    private const int Margin = 1;

    private readonly Dictionary<EventCause, TagEventActor> _actors = [];
    private readonly HashSet<LoggedAction> _used = [];

    private NearestEntries()
    {
    }

    // Gets the actor of each cause that has one, or for which the entries are ambiguous.
    public IReadOnlyDictionary<EventCause, TagEventActor> Actors => _actors;

    // Gets the entries that explain an event, or are ambiguous.
    public IReadOnlySet<LoggedAction> Used => _used;

    // Returns the times between which the log entry of an event can be.
    public static (DateTimeOffset First, DateTimeOffset Last) RangeOf(DateTimeOffset at) => (at.Plus(-Before), at.Plus(After));

    // Assigns the entries of one tag, which are sorted by time.
    public static NearestEntries Assign(IEnumerable<EventCause> causes, LoggedAction[] actions)
    {
        var nearest = new NearestEntries();
        List<Pair> pairs = [.. causes.SelectMany(cause => Candidates(cause, actions))];
        while (pairs.Count > 0)
        {
            foreach (List<Pair> rivals in Connected(Near(pairs)))
            {
                nearest.Resolve(rivals);
            }

            pairs.RemoveAll(pair => nearest._actors.ContainsKey(pair.Cause) || nearest._used.Contains(pair.Action));
        }

        return nearest;
    }

    private static IEnumerable<Pair> Candidates(EventCause cause, LoggedAction[] actions)
    {
        if (cause.Event.At is not { } at)
        {
            return [];
        }

        (DateTimeOffset first, DateTimeOffset last) = RangeOf(at);
        return LoggedAction.Between(first, last, actions)
            .Where(action => action.CanCause(cause.Event))
            .Select(action => new Pair(cause, action, Math.Abs((int)(action.Time - at).TotalSeconds)));
    }

    // Returns the pairs in which each side is about as near as the nearest one.
    private static IEnumerable<Pair> Near(List<Pair> pairs)
    {
        Dictionary<EventCause, int> ofCause =
            pairs.GroupBy(pair => pair.Cause).ToDictionary(same => same.Key, same => same.Min(pair => pair.Distance));
        Dictionary<LoggedAction, int> ofAction =
            pairs.GroupBy(pair => pair.Action).ToDictionary(same => same.Key, same => same.Min(pair => pair.Distance));
        return pairs.Where(pair => pair.Distance <= Math.Min(ofCause[pair.Cause], ofAction[pair.Action]) + Margin);
    }

    // Divides the pairs into sets that share neither an event nor an entry.
    private static IEnumerable<List<Pair>> Connected(IEnumerable<Pair> pairs)
    {
        Dictionary<object, List<Pair>> sets = [];
        foreach (Pair pair in pairs)
        {
            List<Pair> set = sets.GetValueOrDefault(pair.Cause) ?? [];
            List<Pair> other = sets.GetValueOrDefault(pair.Action) ?? [];
            if (set.Count < other.Count)
            {
                (set, other) = (other, set);
            }

            if (set != other)
            {
                set.AddRange(other);
            }

            set.Add(pair);
            foreach (Pair member in set == other ? [pair] : other.Append(pair))
            {
                sets[member.Cause] = sets[member.Action] = set;
            }
        }

        return sets.Values.Distinct();
    }

    private void Resolve(List<Pair> rivals)
    {
        const string Fewer = "The usage log has fewer matching entries than there are events at about this time.";
        bool isOneActor = rivals.DistinctBy(pair => pair.Action.Actor with { LogTime = null }).Count() == 1;
        List<EventCause> causes = [.. rivals.Select(pair => pair.Cause).Distinct().OrderBy(cause => cause.Event.At)];
        if (!isOneActor || causes.Count > rivals.DistinctBy(pair => pair.Action).Count())
        {
            string reason = isOneActor
                ? Fewer
                : "Entries of the usage log by different actors match, and their times do not distinguish them.";
            causes.ForEach(cause => _actors[cause] = TagEventActor.Unknown(reason));
            _used.UnionWith(rivals.Select(pair => pair.Action));
            return;
        }

        ILookup<EventCause, LoggedAction> candidates =
            rivals.OrderBy(pair => pair.Action.Time).ToLookup(pair => pair.Cause, pair => pair.Action);
        foreach (EventCause cause in causes)
        {
            LoggedAction? action = candidates[cause].FirstOrDefault(action => !_used.Contains(action));
            _actors[cause] = action?.Actor ?? TagEventActor.Unknown(Fewer);
            if (action is not null)
            {
                _used.Add(action);
            }
        }
    }

    private readonly record struct Pair(EventCause Cause, LoggedAction Action, int Distance);
}
