namespace Quay.Client;

/// <summary>Reads pull counts. Distinguishes a missing tag from a server that does not count pulls.</summary>
internal sealed class TagPullCounts(ITagApi api, TagStateReader states, FeatureCheck features)
{
    public async Task<TagPullStatistics> ReadAsync(TagReference tag, CancellationToken cancellationToken)
    {
        TagState? now = null;
        try
        {
            return await features.SendAsync(
                OptionalFeature.PullStatistics,
                ApiRoute.TagPullStatistics,
                $"The pull statistics of {tag}",
                () => api.GetTagPullStatisticsAsync(tag.Repository.ToString(), tag.Name.ToString(), cancellationToken),
                async _ =>
                {
                    now = await states.ReadAsync(tag, cancellationToken).ConfigureAwait(false);
                    return now.Alive is not null ? true : throw NotFoundErrors.Tag(tag, now);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (QuayNotFoundException) when (now is null)
        {
            now = await states.ReadAsync(tag, cancellationToken).ConfigureAwait(false);
            if (now.Alive is null)
            {
                throw NotFoundErrors.Tag(tag, now);
            }

            throw;
        }
    }
}
