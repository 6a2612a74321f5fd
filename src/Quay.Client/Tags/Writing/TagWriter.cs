namespace Quay.Client;

/// <summary>One write to one tag: sent once, looked after when its answer is lost, and read back.</summary>
internal sealed class TagWriter(TagStateReader states, WriteSender writes)
{
    private const int Reads = 3;

    /// <param name="write">What is written.</param>
    /// <param name="before">The state that it was decided on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<TagChange> WriteAsync(TagWrite write, TagState before, CancellationToken cancellationToken)
    {
        TagState? seen = await writes.SendAsync<TagState?>(
            write.Name,
            async token =>
            {
                await write.Send(token).ConfigureAwait(false);
                return null;
            },
            async token =>
            {
                TagState state = await states.ReadAsync(write.Repository, write.Tag, token).ConfigureAwait(false);
                return write.Happened(before, state) switch
                {
                    true => Seen<TagState?>.Done(state),
                    false => Seen<TagState?>.NotDone(),
                    null => Seen<TagState?>.Unclear(Describe(before, state)),
                };
            },
            cancellationToken).ConfigureAwait(false);
        TagState after = seen ?? await ReadBackAsync(write, before, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<TagHistoryEntry> added = after.EntriesSince(before);
        TagHistoryEntry? ours = write.IsOurs is null ? null : added.LastOrDefault(write.IsOurs);
        return new TagChange
        {
            Tag = write.Tag,
            IsChanged = true,
            Before = before.Alive,
            After = after.Alive,
            OtherEntries = [.. added.Where(row => !ReferenceEquals(row, ours))],
            InheritedExpiration = ours is { End: { } end } && ReferenceEquals(ours, added[0]) && after.Alive is not null ? end : null,
        };
    }

    /// <summary>Reads the state after a write, within the time limit of a verification.</summary>
    public Task<TagState> VerifyAsync(string repository, string tag, CancellationToken cancellationToken) =>
        writes.VerifyAsync(token => states.ReadAsync(repository, tag, token), cancellationToken);

    private static string Describe(TagState before, TagState after)
    {
        string now = after.Alive is { } alive ? $"it points at {alive.ManifestDigest} since {alive.Start:u}" : "it is not there";
        return $"{now}, and {after.EntriesSince(before).Count} rows were written since it was looked at before.";
    }

    /// <summary>What is there after Quay said that it was done. A read replica can be behind, and then it is read again.</summary>
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

                TagState state = await VerifyAsync(write.Repository, write.Tag, cancellationToken).ConfigureAwait(false);
                if (write.Happened(before, state) != false)
                {
                    return state;
                }
            }
        }
        catch (QuayException fault)
        {
            throw new QuayOutcomeUnknownException($"{write.Name}: Quay said that it was done, and reading it back failed: {fault.Message}", fault);
        }
        catch (OperationCanceledException cancelled) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException($"{write.Name}: Quay said that it was done, and reading it back was cancelled.", cancelled, cancellationToken);
        }
        catch (ObjectDisposedException closed)
        {
            throw new ObjectDisposedException($"{write.Name}: Quay reported success, but the QuayClient was disposed before the result was read back.", closed);
        }

        throw new QuayOutcomeUnknownException(
            $"{write.Name}: Quay said that it was done, and the tag is as it was before: a read replica that is far behind, or an answer that was not Quay's.");
    }
}
