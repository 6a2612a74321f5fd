using System.Net;
using Quay.Client.Errors;

namespace Quay.Client.Tags;

/// <summary>Reads how often tags were pulled, and tells a tag that is not there from a server that does not count.</summary>
internal sealed class TagPullCounts(ITagApi api, TagStates states)
{
    public async Task<TagPullStatistics> ReadAsync(string repository, string tag, CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetTagPullStatisticsAsync(repository, tag, cancellationToken).ConfigureAwait(false);
        }
        catch (QuayException answer) when (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
        {
            // Without the feature the path is read as that of a nested repository, which is not there or not to be seen.
            TagState now = await states.ReadAsync(repository, tag, cancellationToken).ConfigureAwait(false);
            throw now.Alive is null
                ? Missing.Tag(repository, tag, now)
                : new QuayFeatureException(
                    $"This Quay does not count pulls: FEATURE_IMAGE_PULL_STATS is off, or it is older than 3.16. {answer.Message}", answer)
                {
                    Feature = "FEATURE_IMAGE_PULL_STATS",
                    StatusCode = answer.StatusCode,
                };
        }
    }
}
