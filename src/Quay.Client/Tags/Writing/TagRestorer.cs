namespace Quay.Client;

/// <summary>Points tags at what they pointed at before.</summary>
internal sealed class TagRestorer(ITagApi api, TagStateReader states, TagWriter writer)
{
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="digest">The digest to restore.</param>
    /// <param name="check">Refuses a state that the caller did not expect, by an exception.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<TagChange> RestoreAsync(
        string repository, string tag, string digest, Action<TagState> check, CancellationToken cancellationToken)
    {
        TagState before = await states.ReadAsync(repository, tag, cancellationToken).ConfigureAwait(false);
        check(before);
        if (before.Alive?.ManifestDigest == digest)
        {
            return new TagChange { Tag = tag, IsChanged = false, Before = before.Alive, After = before.Alive };
        }

        bool IsOurs(TagHistoryEntry row) => row.ManifestDigest == digest && row.Reversion;
        var write = new TagWrite
        {
            Name = $"Restoring {TagName.In(repository, tag)} to {digest}",
            Repository = repository,
            Tag = tag,
            IsOurs = IsOurs,
            Happened = (earlier, later) => later.Gained(earlier, IsOurs),
            Send = async token =>
            {
                try
                {
                    await api.RestoreTagAsync(repository, tag, new TagDigestBody(digest), token).ConfigureAwait(false);
                }
                catch (QuayNotFoundException answer)
                {
                    throw NotFoundErrors.Manifest(repository, digest, answer);
                }
            },
        };
        return await writer.WriteAsync(write, before, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The digest that a tag pointed at before the present one, or last, if it is not there.</summary>
    public async Task<string> PreviousAsync(string repository, string tag, IAsyncEnumerable<TagHistoryEntry> rows, CancellationToken cancellationToken)
    {
        TagState now = await states.ReadAsync(repository, tag, cancellationToken).ConfigureAwait(false);
        string? removed = null;
        await foreach (TagHistoryEntry row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (row.ManifestDigest is not { } digest || digest == now.Alive?.ManifestDigest)
            {
                continue;
            }

            if (!row.IsPermanentlyDeleted)
            {
                return digest;
            }

            removed ??= digest;
        }

        throw new QuayNotFoundException(
            $"The history of {TagName.In(repository, tag)} has no other manifest to restore{(removed is null ? ": it never had one, or the time machine's window has passed" : $" than {removed}, which was permanently deleted")}. "
            + $"Nothing was sent.{(removed is null ? "" : " " + NotFoundErrors.RestorableWhileListed)}");
    }
}
