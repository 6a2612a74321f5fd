namespace Quay.Client.History;

/// <summary>Finds the log entry that explains each event, by tag, kind, digest and time.</summary>
internal static class ActorMatcher
{
    // A mirror pushes as a robot. Quay logs the synchronization this soon after the push.
    private static readonly TimeSpan MirrorDelay = TimeSpan.FromSeconds(5);

    // Returns the events in the same order, each with its actor. The gap states what is missing from the log; null if nothing is.
    public static IReadOnlyList<TagEvent> Match(IReadOnlyList<TagEvent> events, IEnumerable<LoggedAction> log, string? gap)
    {
        ILookup<string, LoggedAction> actions = log.ToLookup(action => action.Tag, StringComparer.Ordinal);
        var actors = new TagEventActor?[events.Count];
        foreach (IGrouping<string, int> tag in Enumerable.Range(0, events.Count).GroupBy(i => events[i].Tag, StringComparer.Ordinal))
        {
            List<EventCause> causes = EventCause.Of(tag, events);
            LoggedAction[] ofTag = [.. actions[tag.Key].OrderBy(action => action.Time)];
            var nearest = NearestEntries.Assign(causes, ofTag);
            foreach (EventCause cause in causes)
            {
                TagEventActor actor = nearest.Actors.TryGetValue(cause, out TagEventActor? found)
                    ? WithMirror(found, ofTag)
                    : ExpiryOf(cause.Event, ofTag.Where(action => !nearest.Used.Contains(action)))
                        ?? TagEventActor.Unknown(WhyUnknown(cause.Event, gap));
                foreach (int i in cause.Positions)
                {
                    actors[i] = actor;
                }
            }
        }

        return [.. events.Select((happened, i) => happened with { Actor = actors[i] })];
    }

    private static TagEventActor WithMirror(TagEventActor actor, LoggedAction[] actions) =>
        actor is { LogKind: "push_repo", LogTime: { } push }
        && LoggedAction.Between(push, push.Plus(MirrorDelay), actions).Any(action => action.IsMirrorSync)
            ? actor with { Means = TagEventMeans.Mirror }
            : actor;

    // Returns who set the expiry that ended the tag, or will end it; null if the event is not known to be an expiry.
    private static TagEventActor? ExpiryOf(TagEvent happened, IEnumerable<LoggedAction> actions)
    {
        if (happened is not { Kind: TagEventKind.Expired or TagEventKind.Removed or TagEventKind.WillExpire, At: { } at })
        {
            return null;
        }

        TagEventActor? setter = actions
            .LastOrDefault(action => action.Expiration == at.ToUnixTimeSeconds()
                && action.Time <= at
                && !(action.Time < happened.Entry?.Start))
            ?.Actor;
        return setter is not null ? setter with { Means = TagEventMeans.Expiration }
            : happened.Kind == TagEventKind.Expired ? new TagEventActor { Means = TagEventMeans.Expiration }
            : null;
    }

    private static string WhyUnknown(TagEvent happened, string? gap)
    {
        string reason = happened switch
        {
            { Kind: TagEventKind.Gap } => "A gap stands for events that are not known.",
            { At: null } => "The time of the event is unknown.",
            { Kind: TagEventKind.WillExpire } => "No entry of the usage log sets this expiry. It may be older, or a label of the image.",
            { Kind: TagEventKind.Removed } =>
                "The usage log has no matching entry. Quay writes none for an expiry, or for a tag that a mirror removes.",
            _ => "The usage log has no matching entry.",
        };
        return gap is null || happened.At is null ? reason : $"{reason} {gap}";
    }
}
