namespace Quay.Client;

internal sealed class TagMover(ITagApi api, TagWriter writer, TagExpirer expirer)
{
    public async Task<TagChange> MoveAsync(
        TagReference tag, ManifestDigest digest, TagWriteOptions options, CancellationToken cancellationToken)
    {
        DateTimeOffset? expiration = options.Expiration is { } time ? expirer.Check(time, nameof(options)) : null;
        TagState before = await writer.ReadAsync(tag, options.Precondition, cancellationToken).ConfigureAwait(false);
        bool isThere = before.Alive?.ManifestDigest == digest.ToString() && !options.Force;
        if (expiration is { } end && !isThere && !options.AcceptAdjustedExpiration)
        {
            expirer.ThrowIfAdjusted(tag, end);
        }

        TagChange moved = isThere
            ? TagWriter.Unchanged(tag, before)
            : await SendAsync(tag, digest, before, cancellationToken).ConfigureAwait(false);
        return expiration is { } expiry
            ? await ThenExpireAsync(tag, expiry, options, moved, cancellationToken).ConfigureAwait(false)
            : moved;
    }

    private Task<TagChange> SendAsync(TagReference tag, ManifestDigest digest, TagState before, CancellationToken cancellationToken)
    {
        bool IsOurs(TagHistoryEntry entry) => entry.ManifestDigest == digest.ToString() && !entry.Reversion;
        return writer.WriteAsync(
            new TagWrite
            {
                Name = $"Moving {tag} to {ShortDigest.Of(digest.ToString())}",
                Tag = tag,
                IsOurs = IsOurs,
                Verify = (earlier, later) => later.Gained(earlier, IsOurs),
                Send = async token =>
                {
                    try
                    {
                        await api.MoveTagAsync(tag.Repository.ToString(), tag.Name.ToString(), new(digest), token).ConfigureAwait(false);
                    }
                    catch (QuayNotFoundException response)
                    {
                        throw NotFoundErrors.LiveManifest(tag, digest, before, response);
                    }
                },
            },
            before,
            cancellationToken);
    }

    // The expiry needs a second request: Quay applies one in the same request to the entry that the move ends.
    private async Task<TagChange> ThenExpireAsync(
        TagReference tag, DateTimeOffset expiration, TagWriteOptions options, TagChange moved, CancellationToken cancellationToken)
    {
        if (moved.OtherEntries.Count > 0 || moved.After is null)
        {
            throw new QuayConflictException(
                $"{tag} was moved, but its expiry was not set: somebody else changed the tag in between, and it now points at "
                + $"{(moved.After is { } after ? ShortDigest.Of(after.ManifestDigest) : "nothing")}.");
        }

        try
        {
            TagChange expiring = await expirer
                .SetAsync(tag, expiration, options with { Precondition = null }, expected: moved.After, cancellationToken)
                .ConfigureAwait(false);
            return new TagChange
            {
                Tag = moved.Tag,
                Before = moved.Before,
                IsChanged = moved.IsChanged || expiring.IsChanged,
                After = expiring.After,
                OtherEntries = [.. expiring.OtherEntries, .. moved.OtherEntries],
            };
        }
        catch (QuayException fault) when (moved.IsChanged)
        {
            throw fault switch
            {
                QuayConflictException => new QuayConflictException($"{tag} was moved, and its expiry was not set: {fault.Message}", fault)
                {
                    ResponseOf = fault,
                },
                QuayOutcomeUnknownException => Unknown(),
                _ when LostWriteRecovery.MayHaveHappened(fault) => Unknown(),
                _ => new QuayException($"{tag} was moved, and setting its expiry failed: {fault.Message}", fault) { ResponseOf = fault },
            };

            QuayOutcomeUnknownException Unknown() => writer.OutcomeUnknown(
                $"{tag} was moved, but it is unknown whether its expiry was set: {fault.Message}", fault);
        }
    }
}
