namespace Quay.Client;

/// <summary>Writes to a tag: reads it, sends the write, verifies a write whose response was lost, and reads the tag back.</summary>
internal sealed class TagWriter(TagStateReader states, LostWriteRecovery writes)
{
    private const int Reads = 3;

    public static TagChange Unchanged(TagReference tag, TagState state) =>
        new() { Tag = tag.Name.ToString(), IsChanged = false, Before = state.Alive, After = state.Alive };

    public async Task<TagState> ReadAsync(TagReference tag, TagPrecondition? precondition, CancellationToken cancellationToken)
    {
        TagState state = await states.ReadAsync(tag, cancellationToken).ConfigureAwait(false);
        ThrowIfNotMet(precondition, tag, state);
        return state;
    }

    public static void ThrowIfNotMet(TagPrecondition? precondition, TagReference tag, TagState state)
    {
        if (precondition?.IsMetBy(state) == false)
        {
            throw new QuayConflictException(
                $"{tag} {Describe(state)}, but the precondition is that it {precondition}. Nothing was sent.");
        }
    }

    public async Task<TagChange> WriteAsync(TagWrite write, TagState before, CancellationToken cancellationToken)
    {
        TagState? verified = await writes.SendAsync<TagState?>(
            write.Name,
            async token =>
            {
                await write.Send(token).ConfigureAwait(false);
                return null;
            },
            async token =>
            {
                TagState state = await states.ReadAsync(write.Tag, token).ConfigureAwait(false);
                string added = Counted.Of(state.EntriesSince(before).Count, "entry", "entries");
                return new(write.Verify(before, state), state, $"the tag {Describe(state)}, and {added} started since it was read before.");
            },
            cancellationToken).ConfigureAwait(false);
        TagState after = verified ?? await ReadBackAsync(write, before, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<TagHistoryEntry> added = after.EntriesSince(before);
        TagHistoryEntry? ours = write.IsOurs is null ? null : added.LastOrDefault(write.IsOurs);
        return new TagChange
        {
            Tag = write.Tag.Name.ToString(),
            IsChanged = true,
            Before = before.Alive,
            After = after.Alive,
            OtherEntries = [.. added.Where(entry => !ReferenceEquals(entry, ours))],
            InheritedExpiration = ours is { End: { } end } && ReferenceEquals(ours, added[0]) && after.Alive is not null ? end : null,
        };
    }

    // Reads the state after a write, within the time limit of a verification.
    public Task<TagState> VerifyAsync(TagReference tag, CancellationToken cancellationToken) =>
        writes.VerifyAsync(token => states.ReadAsync(tag, token), cancellationToken);

    public QuayOutcomeUnknownException OutcomeUnknown(string message, QuayException cause) => writes.OutcomeUnknown(message, cause);

    private static string Describe(TagState state) =>
        state.Alive is { } alive ? $"points at {ShortDigest.Of(alive.ManifestDigest)} (since {alive.Start:u})" : "does not exist";

    // A read replica can lag behind, so a state without the write is read again.
    private async Task<TagState> ReadBackAsync(TagWrite write, TagState before, CancellationToken cancellationToken)
    {
        try
        {
            for (int read = 1; read <= Reads; read++)
            {
                if (read > 1)
                {
                    await writes.PauseAsync(read - 1, cancellationToken).ConfigureAwait(false);
                }

                TagState state = await VerifyAsync(write.Tag, cancellationToken).ConfigureAwait(false);
                if (write.Verify(before, state) != WriteOutcome.NotApplied)
                {
                    return state;
                }
            }
        }
        catch (QuayException fault)
        {
            throw writes.OutcomeUnknown(
                $"{write.Name}: Quay reported success, but reading the tag back failed: {fault.Message}", fault);
        }
        catch (OperationCanceledException cancelled) when (cancellationToken.IsCancellationRequested)
        {
            throw writes.Interrupted(
                $"{write.Name}: Quay reported success, but reading the tag back was cancelled.", cancelled, cancellationToken);
        }
        catch (ObjectDisposedException closed)
        {
            throw writes.Interrupted(
                $"{write.Name}: Quay reported success, but the QuayClient was disposed before the tag was read back.",
                closed,
                cancellationToken);
        }

        throw writes.OutcomeUnknown(
            $"{write.Name}: Quay reported success, but the tag is unchanged. A read replica lags far behind, or the response was not from "
            + "Quay.");
    }
}
