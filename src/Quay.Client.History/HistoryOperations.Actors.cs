namespace Quay.Client.History;

internal sealed partial class HistoryOperations
{
    public async Task<TagTimeline> AddActorsAsync(TagTimeline timeline, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        if (timeline.Repository?.Split('/', 2) is not [var owner, var name])
        {
            throw new ArgumentException(
                SafeLine.Of($"The timeline's '{timeline.Repository}' is not a repository name."), nameof(timeline));
        }

        var repository = RepositoryName.Create(owner, name);
        return timeline.WithEvents(
            await new ActorReader(client).AddAsync(repository, timeline.Events, cancellationToken).ConfigureAwait(false));
    }
}
