namespace Quay.Client.History;

/// <summary>
/// Finds the log entry that explains each event, by tag, kind, digest and nearest time. An entry explains at most one event. If entries of
/// different actors fit, and their times do not distinguish them, no entry is used.
/// </summary>
internal static class ActorMatcher
{
    // Quay writes the log entry after the change. Both times are cut to seconds.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(5);

    // Entries whose distances differ by no more than this are equally near.
    private const int Margin = 1;

    // Returns the times between which the log entry of an event can be.
    public static (DateTimeOffset First, DateTimeOffset Last) RangeOf(DateTimeOffset at) => (at.Plus(-Before), at.Plus(After));

    // Returns the events in the same order, each with its actor. The gap states what is missing from the log; null if nothing is.
    public static IReadOnlyList<TagEvent> Match(IReadOnlyList<TagEvent> events, IEnumerable<LoggedAction> log, string? gap)
    {
        ILookup<string, LoggedAction> actions = log.ToLookup(action => action.Tag, StringComparer.Ordinal);
        var actors = new TagEventActor?[events.Count];
        foreach (IGrouping<string, int> tag in Enumerable.Range(0, events.Count).GroupBy(i => events[i].Tag, StringComparer.Ordinal))
        {
            LoggedAction[] ofTag = [.. actions[tag.Key].OrderBy(action => action.Time)];
            foreach ((Cause cause, TagEventActor actor) in MatchTag([.. CausesOf(tag, events)], ofTag))
            {
                cause.Events.ForEach(i => actors[i] = actor);
            }
        }

        return [.. events.Select((happened, i) => happened with { Actor = actors[i] ?? TagEventActor.Unknown(WhyUnknown(happened, gap)) })];
    }

    // One permanent deletion removes all past entries of a tag with the same manifest.
    private static IEnumerable<Cause> CausesOf(IEnumerable<int> ofTag, IReadOnlyList<TagEvent> events) => ofTag
        .GroupBy(i => events[i] is { Kind: TagEventKind.PermanentlyDeleted } deleted
            ? (deleted.At, deleted.Entry.ManifestDigest, Single: -1)
            : (null, null, Single: i))
        .Select(same => new Cause([.. same], events[same.First()]));

    private static Dictionary<Cause, TagEventActor> MatchTag(List<Cause> causes, LoggedAction[] actions)
    {
        Dictionary<Cause, TagEventActor> actors = [];
        HashSet<LoggedAction> used = [];
        List<Pair> pairs = [.. causes.SelectMany(cause => Candidates(cause, actions))];
        while (pairs.Count > 0)
        {
            foreach (List<Pair> rivals in Connected(Near(pairs)))
            {
                Resolve(rivals, actors, used);
            }

            pairs.RemoveAll(pair => actors.ContainsKey(pair.Cause) || used.Contains(pair.Action));
        }

        foreach (Cause cause in causes.Where(cause => !actors.ContainsKey(cause)))
        {
            if (ExpiryOf(cause.Event, actions, used) is { } expiry)
            {
                actors.Add(cause, expiry);
            }
        }

        foreach (Cause cause in causes)
        {
            if (actors.GetValueOrDefault(cause) is { LogKind: "push_repo" } pushed && IsMirrored(pushed.LogTime!.Value, actions))
            {
                actors[cause] = pushed with { Means = TagEventMeans.Mirror };
            }
        }

        return actors;
    }

    private static IEnumerable<Pair> Candidates(Cause cause, LoggedAction[] actions)
    {
        if (cause.Event.At is not { } at)
        {
            yield break;
        }

        (DateTimeOffset first, DateTimeOffset last) = RangeOf(at);
        for (int i = FirstSince(first, actions); i < actions.Length && actions[i].Time <= last; i++)
        {
            if (actions[i].CanCause(cause.Event))
            {
                yield return new Pair(cause, actions[i], Math.Abs((int)(actions[i].Time - at).TotalSeconds));
            }
        }
    }

    // Returns the pairs in which each side is about as near as the nearest one.
    private static IEnumerable<Pair> Near(List<Pair> pairs)
    {
        Dictionary<Cause, int> ofCause =
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
            foreach (Pair member in other.Append(pair))
            {
                sets[member.Cause] = sets[member.Action] = set;
            }
        }

        return sets.Values.Distinct();
    }

    private static void Resolve(List<Pair> rivals, Dictionary<Cause, TagEventActor> actors, HashSet<LoggedAction> used)
    {
        const string Fewer = "The usage log has fewer matching entries than there are events at about this time.";
        bool isOneActor = rivals.DistinctBy(pair => pair.Action.Actor with { LogTime = null }).Count() == 1;
        List<Cause> causes = [.. rivals.Select(pair => pair.Cause).Distinct().OrderBy(cause => cause.Event.At)];
        if (!isOneActor || causes.Count > rivals.DistinctBy(pair => pair.Action).Count())
        {
            string reason = isOneActor
                ? Fewer
                : "Entries of the usage log by different actors match, and their times do not distinguish them.";
            causes.ForEach(cause => actors[cause] = TagEventActor.Unknown(reason));
            used.UnionWith(rivals.Select(pair => pair.Action));
            return;
        }

        ILookup<Cause, LoggedAction> candidates =
            rivals.OrderBy(pair => pair.Action.Time).ToLookup(pair => pair.Cause, pair => pair.Action);
        foreach (Cause cause in causes)
        {
            LoggedAction? action = candidates[cause].FirstOrDefault(action => !used.Contains(action));
            actors[cause] = action?.Actor ?? TagEventActor.Unknown(Fewer);
            if (action is not null)
            {
                used.Add(action);
            }
        }
    }

    // Returns who set the expiry that ended the tag, or will end it; null if the event is not known to be an expiry.
    private static TagEventActor? ExpiryOf(TagEvent happened, LoggedAction[] actions, HashSet<LoggedAction> used)
    {
        if (happened is not { Kind: TagEventKind.Expired or TagEventKind.Removed or TagEventKind.WillExpire, At: { } at })
        {
            return null;
        }

        LoggedAction? setting = actions.LastOrDefault(action =>
            action.Expiration == at.ToUnixTimeSeconds()
            && action.Time <= at
            && !(action.Time < happened.Entry.Start)
            && !used.Contains(action));
        if (setting is not null)
        {
            used.Add(setting);
            return setting.Actor with { Means = TagEventMeans.Expiration };
        }

        return happened.Kind == TagEventKind.Expired ? new TagEventActor { Means = TagEventMeans.Expiration } : null;
    }

    // A mirror pushes as a robot. Quay logs the synchronization after the push.
    private static bool IsMirrored(DateTimeOffset push, LoggedAction[] actions)
    {
        for (int i = FirstSince(push, actions); i < actions.Length && actions[i].Time <= push.Plus(After); i++)
        {
            if (actions[i].IsMirrorSync)
            {
                return true;
            }
        }

        return false;
    }

    private static int FirstSince(DateTimeOffset time, LoggedAction[] actions)
    {
        (int low, int high) = (0, actions.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = actions[middle].Time < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static string WhyUnknown(TagEvent happened, string? gap)
    {
        string reason = happened switch
        {
            { At: null } => "The time of the event is unknown.",
            { Kind: TagEventKind.WillExpire } => "No entry of the usage log sets this expiry. It may be older, or a label of the image.",
            { Kind: TagEventKind.Removed } =>
                "The usage log has no matching entry. Quay writes none for an expiry, or for a tag that a mirror removes.",
            _ => "The usage log has no matching entry.",
        };
        return gap is null || happened.At is null ? reason : $"{reason} {gap}";
    }

    private sealed class Cause(List<int> events, TagEvent happened)
    {
        public List<int> Events => events;

        public TagEvent Event => happened;
    }

    private readonly record struct Pair(Cause Cause, LoggedAction Action, int Distance);
}
