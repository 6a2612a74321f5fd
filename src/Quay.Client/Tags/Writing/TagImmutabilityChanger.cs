namespace Quay.Client;

internal sealed class TagImmutabilityChanger(ITagApi api, TagWriter writer)
{
    public async Task<TagChange> SetAsync(TagReference tag, bool isImmutable, TagWriteOptions options, CancellationToken cancellationToken)
    {
        TagState before = await writer.ReadAsync(tag, options.Precondition, cancellationToken).ConfigureAwait(false);
        TagHistoryEntry alive = before.Alive ?? throw NotFoundErrors.Tag(tag, before);
        if (alive.Immutable is not { } wasImmutable)
        {
            // Without the feature, Quay returns 201 and does nothing.
            throw OptionalFeature.ImmutableTags.Lacking($"{tag} cannot be made immutable or mutable on this server. Nothing was sent.");
        }

        if (wasImmutable == isImmutable)
        {
            return TagWriter.Unchanged(tag, before);
        }

        var write = new TagWrite
        {
            Name = $"Making {tag} {(isImmutable ? "immutable" : "mutable")}",
            Tag = tag,
            Send = token => api.ChangeTagImmutabilityAsync(tag.Repository.ToString(), tag.Name.ToString(), new(isImmutable), token),
            Verify = (earlier, later) => !later.IsStill(earlier) ? WriteOutcome.Unknown
                : later.Alive?.Immutable == isImmutable ? WriteOutcome.Applied : WriteOutcome.NotApplied,
        };
        return await writer.WriteAsync(write, before, cancellationToken).ConfigureAwait(false);
    }
}
