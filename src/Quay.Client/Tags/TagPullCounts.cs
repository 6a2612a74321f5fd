namespace Quay.Client;

/// <summary>Reads pull counts. Distinguishes a missing tag from a server that does not count pulls.</summary>
internal sealed class TagPullCounts(ITagApi api, TagStateReader states)
{
    public Task<TagPullStatistics> ReadAsync(TagReference tag, CancellationToken cancellationToken)
    {
        return OptionalFeature.PullStatistics.SendAsync(
            $"The pull statistics of {tag}",
            () => api.GetTagPullStatisticsAsync(tag.Repository.ToString(), tag.Name.ToString(), cancellationToken),
            async _ =>
            {
                TagState now = await states.ReadAsync(tag, cancellationToken).ConfigureAwait(false);
                return now.Alive is not null ? true : throw NotFoundErrors.Tag(tag, now);
            });
    }
}
