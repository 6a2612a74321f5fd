namespace Quay.Client;

internal sealed class TagRestorer(ITagApi api, TagWriter writer)
{
    public async Task<TagChange> RestoreAsync(
        TagReference tag, ManifestDigest digest, TagWriteOptions options, CancellationToken cancellationToken)
    {
        TagState before = await writer.ReadAsync(tag, options.Precondition, cancellationToken).ConfigureAwait(false);
        if (before.Alive?.ManifestDigest == digest.ToString() && !options.Force)
        {
            return TagWriter.Unchanged(tag, before);
        }

        bool IsOurs(TagHistoryEntry entry) => entry.ManifestDigest == digest.ToString() && entry.Reversion;
        var write = new TagWrite
        {
            Name = $"Restoring {tag} to {ShortDigest.Of(digest.ToString())}",
            Tag = tag,
            IsOurs = IsOurs,
            Verify = (earlier, later) => later.Gained(earlier, IsOurs),
            Send = async token =>
            {
                try
                {
                    await api.RestoreTagAsync(
                        tag.Repository.ToString(), tag.Name.ToString(), new(digest), cancellationToken: token).ConfigureAwait(false);
                }
                catch (QuayNotFoundException response)
                {
                    throw NotFoundErrors.Manifest(tag.Repository, digest, response);
                }
            },
        };
        return await writer.WriteAsync(write, before, cancellationToken).ConfigureAwait(false);
    }

    // Finds the previous digest of a tag; the last digest if the tag does not exist.
    public async Task<ManifestDigest> FindPreviousAsync(
        TagReference tag, IAsyncEnumerable<TagHistoryEntry> entries, TagPrecondition? precondition, CancellationToken cancellationToken)
    {
        TagState now = await writer.ReadAsync(tag, precondition, cancellationToken).ConfigureAwait(false);
        ManifestDigest? deleted = null;
        await foreach (TagHistoryEntry entry in entries.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (entry.ManifestDigest is not { } text || text == now.Alive?.ManifestDigest)
            {
                continue;
            }

            if (!ManifestDigest.TryParse(text, out ManifestDigest digest))
            {
                throw NotFoundErrors.InvalidManifest(tag, text);
            }

            if (!entry.IsPermanentlyDeleted)
            {
                return digest;
            }

            deleted ??= digest;
        }

        throw NotFoundErrors.PreviousManifest(tag, deleted);
    }
}
