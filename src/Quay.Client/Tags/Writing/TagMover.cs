namespace Quay.Client;

/// <summary>Moves and creates tags.</summary>
internal sealed class TagMover(ITagApi api, TagStateReader states, TagWriter writer, TagExpirer expirations)
{
    public async Task<TagChange> MoveAsync(string repository, string tag, string digest, TagMoveOptions options, CancellationToken cancellationToken)
    {
        DateTimeOffset? expiration = options.Expiration is { } time ? expirations.Check(time, nameof(TagMoveOptions.Expiration)) : null;
        TagState before = await states.ReadAsync(repository, tag, cancellationToken).ConfigureAwait(false);
        ThrowIfUnexpected(repository, tag, options.ExpectedDigest, before);
        bool isThere = before.Alive?.ManifestDigest == digest && !options.Force;
        if (expiration is { } end && !isThere)
        {
            expirations.ThrowIfAdjusted(repository, tag, end);
        }

        TagChange moved = isThere
            ? new TagChange { Tag = tag, IsChanged = false, Before = before.Alive, After = before.Alive }
            : await SendAsync(repository, tag, digest, before, cancellationToken).ConfigureAwait(false);
        return expiration is null
            ? moved
            : await ThenExpireAsync(repository, tag, expiration.Value, moved, cancellationToken).ConfigureAwait(false);
    }

    public static void ThrowIfUnexpected(string repository, string tag, string? expectedDigest, TagState before)
    {
        if (expectedDigest is not null && before.Alive?.ManifestDigest != expectedDigest)
        {
            string points = before.Alive is { } alive ? $"points at {alive.ManifestDigest}" : "is not there";
            throw new QuayConflictException($"{TagName.In(repository, tag)} {points}, but {expectedDigest} was expected. Nothing was sent.");
        }
    }

    private Task<TagChange> SendAsync(string repository, string tag, string digest, TagState before, CancellationToken cancellationToken)
    {
        bool IsOurs(TagHistoryEntry row) => row.ManifestDigest == digest && !row.Reversion;
        var write = new TagWrite
        {
            Name = $"Moving {TagName.In(repository, tag)} to {digest}",
            Repository = repository,
            Tag = tag,
            IsOurs = IsOurs,
            Happened = (earlier, later) => later.Gained(earlier, IsOurs),
            Send = async token =>
            {
                try
                {
                    await api.MoveTagAsync(repository, tag, new TagDigestBody(digest), token).ConfigureAwait(false);
                }
                catch (QuayNotFoundException answer)
                {
                    throw NotFoundErrors.LiveManifest(repository, tag, digest, before, answer);
                }
            },
        };
        return writer.WriteAsync(write, before, cancellationToken);
    }

    private async Task<TagChange> ThenExpireAsync(
        string repository, string tag, DateTimeOffset expiration, TagChange moved, CancellationToken cancellationToken)
    {
        if (moved.OtherEntries.Count > 0)
        {
            throw new QuayConflictException(
                $"{TagName.In(repository, tag)} was moved, but its expiry was not set: somebody else wrote to the tag in between, and it points at "
                + $"{moved.After?.ManifestDigest ?? "nothing"}.");
        }

        try
        {
            TagChange expiring = await expirations
                .SetAsync(repository, tag, expiration, acceptAdjusted: false, expected: moved.After, cancellationToken)
                .ConfigureAwait(false);
            return moved with
            {
                IsChanged = moved.IsChanged || expiring.IsChanged,
                After = expiring.After,
                OtherEntries = [.. expiring.OtherEntries, .. moved.OtherEntries],
                InheritedExpiration = null,
            };
        }
        catch (QuayException fault) when (moved.IsChanged)
        {
            string was = $"{TagName.In(repository, tag)} was moved, and ";
            throw fault switch
            {
                QuayConflictException => new QuayConflictException($"{was}its expiry was not set: {fault.Message}", fault) { ResponseOf = fault },
                QuayOutcomeUnknownException => Unknown(),
                _ when WriteSender.MayHaveHappened(fault) => Unknown(),
                _ => new QuayException($"{was}setting its expiry failed: {fault.Message}", fault) { ResponseOf = fault },
            };

            QuayOutcomeUnknownException Unknown() => new($"{was}whether its expiry was set is not known: {fault.Message}", fault);
        }
    }
}
