namespace Quay.Client;

/// <summary>Reads how often tags were pulled, and tells a tag that is not there from a server that does not count.</summary>
internal sealed class TagPullCounts(ITagApi api, TagStateReader states)
{
    public Task<TagPullStatistics> ReadAsync(string repository, string tag, CancellationToken cancellationToken) => OptionalFeature.PullStatistics.SendAsync(
        $"The pull statistics of {TagName.In(repository, tag)}",
        () => api.GetTagPullStatisticsAsync(repository, tag, cancellationToken),
        async _ =>
        {
            TagState now = await states.ReadAsync(repository, tag, cancellationToken).ConfigureAwait(false);
            return now.Alive is not null ? true : throw NotFoundErrors.Tag(repository, tag, now);
        });
}
