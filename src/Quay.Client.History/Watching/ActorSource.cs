namespace Quay.Client.History;

/// <summary>Adds the actors to the events of another source.</summary>
internal sealed class ActorSource(IWatchSource source, ActorReader actors) : IWatchSource
{
    public async Task<WatchPollResult> PollAsync(WatchState before, bool isWoken, CancellationToken cancellationToken)
    {
        WatchPollResult poll = await source.PollAsync(before, isWoken, cancellationToken).ConfigureAwait(false);
        TagEvent[] result = [.. poll.Events];
        foreach (IGrouping<string, int> repository in Enumerable.Range(0, result.Length)
            .Where(i => result[i].Kind != TagEventKind.Gap)
            .GroupBy(i => result[i].Repository, StringComparer.Ordinal)
            .ToList())
        {
            TagEvent[] ofRepository = [.. repository.Select(i => result[i])];
            IReadOnlyList<TagEvent> added = await AddAsync(ofRepository, cancellationToken).ConfigureAwait(false);
            foreach ((int i, TagEvent happened) in repository.Zip(added))
            {
                result[i] = happened;
            }
        }

        return poll with { Events = result };
    }

    // A log that cannot be read does not delay the events.
    private async Task<IReadOnlyList<TagEvent>> AddAsync(TagEvent[] events, CancellationToken cancellationToken)
    {
        try
        {
            return await actors.AddAsync(FullName.Parse(events[0].Repository), events, cancellationToken).ConfigureAwait(false);
        }
        catch (QuayException error) when (error is not QuayAuthenticationException)
        {
            TagEventActor unknown = TagEventActor.Unknown($"The usage log could not be read. {error.Message}");
            return [.. events.Select(happened => happened with { Actor = unknown })];
        }
    }
}
