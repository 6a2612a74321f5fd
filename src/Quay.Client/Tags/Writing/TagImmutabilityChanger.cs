namespace Quay.Client;

/// <summary>Makes tags immutable, and mutable again.</summary>
internal sealed class TagImmutabilityChanger(ITagApi api, TagStateReader states, TagWriter writer)
{
    public async Task<TagChange> SetAsync(string repository, string tag, bool isImmutable, CancellationToken cancellationToken)
    {
        TagState before = await states.ReadAsync(repository, tag, cancellationToken).ConfigureAwait(false);
        TagHistoryEntry alive = before.Alive ?? throw NotFoundErrors.Tag(repository, tag, before);
        if (alive.Immutable is not { } wasImmutable)
        {
            // Quay without the feature answers 201 and does nothing.
            throw OptionalFeature.ImmutableTags.Lacking($"{TagName.In(repository, tag)} cannot be made immutable or mutable on this server. Nothing was sent.");
        }

        if (wasImmutable == isImmutable)
        {
            return new TagChange { Tag = tag, IsChanged = false, Before = alive, After = alive };
        }

        var write = new TagWrite
        {
            Name = $"Making {TagName.In(repository, tag)} {(isImmutable ? "immutable" : "mutable")}",
            Repository = repository,
            Tag = tag,
            Send = token => api.ChangeTagImmutabilityAsync(repository, tag, new TagImmutabilityBody(isImmutable), token),
            Happened = (earlier, later) => later.IsStill(earlier) ? later.Alive?.Immutable == isImmutable : null,
        };
        return await writer.WriteAsync(write, before, cancellationToken).ConfigureAwait(false);
    }
}
