namespace Quay.Client;

/// <summary>Deletes tags, and takes rows out of the time machine.</summary>
internal sealed class TagDeleter(ITagApi api, TagStateReader states, TagWriter writer, TimeProvider timeProvider)
{
    // By how much the server's clock may be behind.
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="check">Refuses a tag that is there and that the caller did not expect, by an exception.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<TagChange> DeleteAsync(string repository, string tag, Action<TagState> check, CancellationToken cancellationToken)
    {
        TagState before = await states.ReadAsync(repository, tag, cancellationToken).ConfigureAwait(false);
        if (before is { Alive: null, Rows.Count: > 0 })
        {
            return new TagChange { Tag = tag, IsChanged = false };
        }

        if (before.Alive is null)
        {
            throw NotFoundErrors.Tag(repository, tag, before);
        }

        check(before);
        var write = new TagWrite
        {
            Name = $"Deleting {TagName.In(repository, tag)}",
            Repository = repository,
            Tag = tag,
            Send = token => UnlessGoneAsync(repository, tag, token),
            Happened = IsGone,
        };
        return await writer.WriteAsync(write, before, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the row that is alive out of the time machine.</summary>
    public async Task<TagChange> RemoveAliveAsync(string repository, string tag, bool includeSubmanifests, CancellationToken cancellationToken)
    {
        TagState before = await states.ReadAsync(repository, tag, cancellationToken).ConfigureAwait(false);
        if (before.Alive is null)
        {
            throw NotFoundErrors.Tag(repository, tag, before);
        }

        var body = new TimeMachineBody { IsAlive = true, IncludeSubmanifests = includeSubmanifests };
        DateTimeOffset now = timeProvider.GetUtcNow();
        bool? IsRemoved(TagState earlier, TagState later) => later.IsStill(earlier) ? false : AreRemoved([before.Alive], later, now) ? true : null;
        return await RemoveAsync($"Permanently deleting {TagName.In(repository, tag)}", repository, tag, body, before, IsRemoved, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the dead rows of a digest out of the time machine.</summary>
    public async Task<TagChange> RemoveDeadAsync(string repository, string tag, string digest, bool includeSubmanifests, CancellationToken cancellationToken)
    {
        TagState before = await states.ReadAsync(repository, tag, cancellationToken).ConfigureAwait(false);
        var body = new TimeMachineBody { IsAlive = false, ManifestDigest = digest, IncludeSubmanifests = includeSubmanifests };

        List<TagHistoryEntry> targets = [.. before.Rows.Where(row => IsDeadRowOf(row, digest, before))];
        bool? IsRemoved(TagState earlier, TagState later) => targets.Count == 0 || before.IsCut ? null : AreRemoved(targets, later, removedBefore: null) ? true
            : targets.TrueForAll(target => later.Rows.Any(row => TagState.IsSame(row, target) && row.End == target.End)) ? false : null;
        return await RemoveAsync(
            $"Permanently deleting the past entries of {TagName.In(repository, tag)} with {digest}", repository, tag, body, before, IsRemoved, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsDeadRowOf(TagHistoryEntry row, string digest, TagState state) =>
        row.ManifestDigest == digest && !row.IsPermanentlyDeleted && !(state.Alive is { } alive && TagState.IsSame(row, alive));

    /// <summary>
    /// Whether rows were taken out of the time machine: Quay moves their end back, to where its window begins, which is before the row's start unless that is
    /// longer ago; then the collector takes them away.
    /// </summary>
    /// <param name="targets">The rows as they were.</param>
    /// <param name="later">What is there now.</param>
    /// <param name="removedBefore">For a row that was alive, when: an ordinary deletion ends it later than this.</param>
    private static bool AreRemoved(List<TagHistoryEntry> targets, TagState later, DateTimeOffset? removedBefore) => targets.TrueForAll(target =>
        later.Rows.FirstOrDefault(row => TagState.IsSame(row, target)) is not { } row
        || row.IsPermanentlyDeleted
        || row.End < (removedBefore.Plus(-Skew) ?? target.End));

    /// <summary>Gone; still there; or there again, which a push or a move may have done before or after.</summary>
    private static bool? IsGone(TagState before, TagState after) => after.Alive is null ? true : after.IsStill(before) ? false : null;

    // A tag that was there when it was looked at and is not when the request comes is gone, by whomever.
    private async Task UnlessGoneAsync(string repository, string tag, CancellationToken cancellationToken)
    {
        try
        {
            await api.DeleteFullTagAsync(repository, tag, cancellationToken).ConfigureAwait(false);
        }
        catch (QuayNotFoundException)
        {
            TagState now = await writer.VerifyAsync(repository, tag, cancellationToken).ConfigureAwait(false);
            if (now is not { Alive: null, Rows.Count: > 0 })
            {
                throw;
            }
        }
    }

    // Quay returns 404 both for an immutable and for a missing tag.
    private async Task UnlessImmutableAsync(string name, string repository, string tag, TimeMachineBody body, CancellationToken cancellationToken)
    {
        try
        {
            await api.RemoveTagFromTimemachineAsync(repository, tag, body, cancellationToken).ConfigureAwait(false);
        }
        catch (QuayNotFoundException answer)
        {
            TagState now = await writer.VerifyAsync(repository, tag, cancellationToken).ConfigureAwait(false);
            if (now.Rows.Any(row => row.Immutable == true && (body.IsAlive ? row == now.Alive : IsDeadRowOf(row, body.ManifestDigest!, now))))
            {
                throw new QuayConflictException(
                    $"{name}: the tag is immutable, and Quay returned 404. An administrator of the repository can make it mutable first: "
                    + "SetImmutableAsync with false.",
                    answer)
                {
                    ResponseOf = answer,
                };
            }

            if (body.IsAlive && now.Alive is null)
            {
                throw NotFoundErrors.Tag(repository, tag, now, answer);
            }

            throw;
        }
    }

    private Task<TagChange> RemoveAsync(
        string name,
        string repository,
        string tag,
        TimeMachineBody body,
        TagState before,
        Func<TagState, TagState, bool?> happened,
        CancellationToken cancellationToken)
    {
        var write = new TagWrite
        {
            Name = name,
            Repository = repository,
            Tag = tag,
            Send = token => OptionalFeature.PermanentDeletion.SendAsync(
                name,
                async () =>
                {
                    await UnlessImmutableAsync(name, repository, tag, body, token).ConfigureAwait(false);
                    return true;
                },

                // Without the feature the path is read as that of a nested repository, which has no POST.
                refusal => Task.FromResult(refusal.StatusCode == HttpStatusCode.MethodNotAllowed)),
            Happened = happened,
        };
        return writer.WriteAsync(write, before, cancellationToken);
    }
}
