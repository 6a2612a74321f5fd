namespace Quay.Client;

internal sealed class TagDeleter(ITagApi api, TagWriter writer, TimeProvider serverClock, FeatureCheck features)
{
    // The longest time that the server's clock may be behind.
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    public async Task<TagChange> DeleteAsync(TagReference tag, TagWriteOptions options, CancellationToken cancellationToken)
    {
        TagState before = await writer.ReadAsync(tag, precondition: null, cancellationToken).ConfigureAwait(false);
        if (before is { Alive: null, Entries.Count: > 0 })
        {
            return TagWriter.Unchanged(tag, before);
        }

        if (before.Alive is null)
        {
            throw NotFoundErrors.Tag(tag, before);
        }

        TagWriter.ThrowIfNotMet(options.Precondition, tag, before);
        var write = new TagWrite
        {
            Name = $"Deleting {tag}",
            Tag = tag,
            Send = token => UnlessGoneAsync(tag, token),
            Verify = IsGone,
        };
        return await writer.WriteAsync(write, before, cancellationToken).ConfigureAwait(false);
    }

    public async Task<TagChange> DeleteAlivePermanentlyAsync(TagReference tag, TagWriteOptions options, CancellationToken cancellationToken)
    {
        TagState before = await writer.ReadAsync(tag, options.Precondition, cancellationToken).ConfigureAwait(false);
        if (before.Alive is null)
        {
            throw NotFoundErrors.Tag(tag, before);
        }

        DateTimeOffset now = serverClock.GetUtcNow();
        WriteOutcome Verify(TagState earlier, TagState later) => later.IsStill(earlier) ? WriteOutcome.NotApplied
            : AreDeleted([before.Alive], later, now) ? WriteOutcome.Applied
            : WriteOutcome.Unknown;
        return await DeletePermanentlyAsync(
            $"Permanently deleting {tag}",
            tag,
            new TimeMachineBody { IsAlive = true, IncludeSubmanifests = options.IncludeSubmanifests },
            before,
            Verify,
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<TagChange> DeletePastPermanentlyAsync(
        TagReference tag, ManifestDigest digest, TagWriteOptions options, CancellationToken cancellationToken)
    {
        TagState before = await writer.ReadAsync(tag, options.Precondition, cancellationToken).ConfigureAwait(false);
        List<TagHistoryEntry> targets = [.. before.Entries.Where(entry => IsPastEntryOf(entry, digest.ToString(), before))];
        WriteOutcome Verify(TagState earlier, TagState later)
        {
            bool IsUnchanged(TagHistoryEntry target) => later.Entries.Any(
                entry => TagState.IsSame(entry, target) && entry.End == target.End);
            return targets.Count == 0 || before.IsCut ? WriteOutcome.Unknown
                : AreDeleted(targets, later, deletedAfter: null) ? WriteOutcome.Applied
                : targets.TrueForAll(IsUnchanged) ? WriteOutcome.NotApplied
                : WriteOutcome.Unknown;
        }

        return await DeletePermanentlyAsync(
            $"Permanently deleting the past entries of {tag} with {ShortDigest.Of(digest.ToString())}",
            tag,
            new TimeMachineBody { IsAlive = false, ManifestDigest = digest.ToString(), IncludeSubmanifests = options.IncludeSubmanifests },
            before,
            Verify,
            cancellationToken).ConfigureAwait(false);
    }

    private static bool IsPastEntryOf(TagHistoryEntry entry, string? digest, TagState state) =>
        entry.ManifestDigest == digest && !entry.IsPermanentlyDeleted && !(state.Alive is { } alive && TagState.IsSame(entry, alive));

    // Determines whether entries were permanently deleted. Quay sets their end to the start of the time machine's window, which is before
    // the start of the entry, unless the entry is older than the window. Later, the collector removes them.
    private static bool AreDeleted(List<TagHistoryEntry> targets, TagState later, DateTimeOffset? deletedAfter) =>
        targets.TrueForAll(target => later.Entries.FirstOrDefault(entry => TagState.IsSame(entry, target)) is not { } entry
            || entry.IsPermanentlyDeleted
            || entry.End < (deletedAfter.Plus(-Skew) ?? target.End));

    // If there is a tag, somebody else may have pushed it, before or after the deletion.
    private static WriteOutcome IsGone(TagState before, TagState after) => after.Alive is null ? WriteOutcome.Applied
        : after.IsStill(before) ? WriteOutcome.NotApplied
        : WriteOutcome.Unknown;

    // Somebody else can have deleted the tag between the read and the request.
    private async Task UnlessGoneAsync(TagReference tag, CancellationToken cancellationToken)
    {
        try
        {
            await api.DeleteFullTagAsync(tag.Repository.ToString(), tag.Name.ToString(), cancellationToken).ConfigureAwait(false);
        }
        catch (QuayNotFoundException)
        {
            TagState now = await writer.VerifyAsync(tag, cancellationToken).ConfigureAwait(false);
            if (now is not { Alive: null, Entries.Count: > 0 })
            {
                throw;
            }
        }
    }

    // Throws the most specific exception about a refusal.
    private async Task SendAsync(string name, TagReference tag, TimeMachineBody body, CancellationToken cancellationToken)
    {
        try
        {
            await api.RemoveTagFromTimemachineAsync(
                tag.Repository.ToString(), tag.Name.ToString(), body, cancellationToken).ConfigureAwait(false);
        }
        catch (QuayException refusal) when (OptionalFeature.MayBeAbsence(refusal))
        {
            if (refusal is QuayNotFoundException response)
            {
                await ThrowIfImmutableOrMissingAsync(name, tag, body, response, cancellationToken).ConfigureAwait(false);
            }

            await features.ThrowIfLackingAsync(
                OptionalFeature.PermanentDeletion,
                ApiRoute.PermanentDeletion,
                name,
                refusal,

                // Without the feature, the path is that of a nested repository, which does not support POST.
                _ => Task.FromResult(refusal.StatusCode == HttpStatusCode.MethodNotAllowed),
                cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    // Quay returns 404 both for an immutable and for a missing tag.
    private async Task ThrowIfImmutableOrMissingAsync(
        string name, TagReference tag, TimeMachineBody body, QuayNotFoundException response, CancellationToken cancellationToken)
    {
        TagState now = await writer.VerifyAsync(tag, cancellationToken).ConfigureAwait(false);
        bool IsTarget(TagHistoryEntry entry) => body.IsAlive
            ? now.Alive is { } alive && TagState.IsSame(entry, alive)
            : IsPastEntryOf(entry, body.ManifestDigest, now);
        if (now.Entries.Any(entry => entry.Immutable == true && IsTarget(entry)))
        {
            throw new QuayConflictException(
                $"{name}: the tag is immutable, and Quay returned 404. An administrator of the repository can first make it mutable: "
                + "SetImmutableAsync with false.",
                response)
            {
                ResponseOf = response,
            };
        }

        if (body.IsAlive && now.Alive is null)
        {
            throw NotFoundErrors.Tag(tag, now, response);
        }
    }

    private Task<TagChange> DeletePermanentlyAsync(
        string name,
        TagReference tag,
        TimeMachineBody body,
        TagState before,
        Func<TagState, TagState, WriteOutcome> verify,
        CancellationToken cancellationToken)
    {
        var write = new TagWrite
        {
            Name = name,
            Tag = tag,
            Send = token => SendAsync(name, tag, body, token),
            Verify = verify,
        };
        return writer.WriteAsync(write, before, cancellationToken);
    }
}
