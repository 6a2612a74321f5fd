using System.Net;
using Quay.Client.Errors;

namespace Quay.Client.Tags;

/// <summary>Makes tags immutable, and mutable again.</summary>
internal sealed class TagImmutability(ITagApi api, TagStates states, TagWriter writer)
{
    public async Task<TagChange> SetAsync(string repository, string tag, bool isImmutable, CancellationToken cancellationToken)
    {
        TagState before = await states.ReadAsync(repository, tag, cancellationToken).ConfigureAwait(false);
        TagHistoryEntry alive = before.Alive ?? throw Missing.Tag(repository, tag, before);
        if (alive.Immutable is not { } wasImmutable)
        {
            // Quay without the feature answers 201 and does nothing.
            throw new QuayFeatureException("This Quay has no immutable tags: FEATURE_IMMUTABLE_TAGS is off, or it is older than 3.17. Nothing was sent.")
            {
                Feature = "FEATURE_IMMUTABLE_TAGS",
            };
        }

        if (wasImmutable == isImmutable)
        {
            return new TagChange { Tag = tag, IsChanged = false, Before = alive, After = alive };
        }

        var write = new TagWrite
        {
            Name = $"Making {repository}:{tag} {(isImmutable ? "immutable" : "mutable")}",
            Repository = repository,
            Tag = tag,
            Send = token => SendAsync(repository, tag, isImmutable, token),
            Happened = (earlier, later) => later.IsStill(earlier) ? later.Alive?.Immutable == isImmutable : null,
        };
        return await writer.WriteAsync(write, before, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(string repository, string tag, bool isImmutable, CancellationToken cancellationToken)
    {
        try
        {
            await api.ChangeTagImmutabilityAsync(repository, tag, new TagImmutabilityBody(isImmutable), cancellationToken).ConfigureAwait(false);
        }
        catch (QuayException refused) when (refused is { StatusCode: HttpStatusCode.BadRequest } && refused.Detail?.Contains("expiration", StringComparison.Ordinal) == true)
        {
            throw new QuayConflictException(refused.Message, refused) { StatusCode = refused.StatusCode, Detail = refused.Detail, ResponseBody = refused.ResponseBody };
        }
    }
}
