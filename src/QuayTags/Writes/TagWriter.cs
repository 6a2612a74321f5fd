using Quay.Client;

namespace QuayTags;

/// <summary>Runs the writes of one command, one tag after the other, and reports the outcome of each.</summary>
internal sealed class TagWriter(
    IQuayClient quay,
    RepositoryName repository,
    IReadOnlyList<TagWrite> writes,
    bool keepGoing,
    UndoWriter undo,
    CancellationToken cancellationToken)
{
    private readonly TagOutcome[] _outcomes =
        [.. writes.Select(write => new TagOutcome { Tag = write.Tag, Outcome = Outcome.NotTried })];

    /// <summary>Gets the outcome of each write, in the order of the command line.</summary>
    public IReadOnlyList<TagOutcome> Outcomes => _outcomes;

    public bool HasFailed => _outcomes.Any(outcome => outcome.Error is not null);

    /// <summary>Runs the checks of the writes, and determines what they change. The client must not send writes.</summary>
    public async Task PreviewAsync(Action<TagOutcome> report)
    {
        for (int i = 0; i < writes.Count && (keepGoing || !HasFailed); i++)
        {
            _outcomes[i] = await PreviewAsync(writes[i]);
            report(_outcomes[i]);
        }
    }

    /// <summary>Sends the writes. After a preview, it sends those that change something, if the tags are as shown.</summary>
    public async Task WriteAsync(Action<TagOutcome> report)
    {
        TagOutcome[] shown = [.. _outcomes];
        int[] pending = [.. Enumerable.Range(0, writes.Count).Where(i => shown[i].Outcome is Outcome.NotTried or Outcome.WouldChange)];
        foreach (int i in pending)
        {
            _outcomes[i] = new TagOutcome { Tag = writes[i].Tag, Outcome = Outcome.NotTried };
        }

        foreach (int i in pending)
        {
            bool isShown = shown[i].Outcome == Outcome.WouldChange;
            try
            {
                _outcomes[i] = await WriteAsync(writes[i], isShown ? writes[i].StillAs(shown[i].Before) : writes[i].Precondition, isShown);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                report(_outcomes[i] = Interrupted(writes[i].Tag));
                throw;
            }

            report(_outcomes[i]);
            if (_outcomes[i].Error is not null && !keepGoing)
            {
                break;
            }
        }
    }

    private async Task<TagOutcome> PreviewAsync(TagWrite write)
    {
        try
        {
            TagHistoryEntry? current = await FindAsync(write.Tag);
            try
            {
                return TagOutcome.Of(await write.SendAsync(write.StillAs(current)));
            }
            catch (DryRunException stopped)
            {
                return TagOutcome.Of(write.Tag, current, stopped);
            }
        }
        catch (QuayException fault)
        {
            return TagOutcome.Of(write.Tag, fault);
        }
        catch (ArgumentException fault)
        {
            throw Passed(fault);
        }
    }

    private static async Task<TagOutcome> WriteAsync(TagWrite write, TagPrecondition? precondition, bool isShown)
    {
        try
        {
            return TagOutcome.Of(await write.SendAsync(precondition));
        }
        catch (PartialWriteException partial)
        {
            return TagOutcome.Of(partial);
        }
        catch (QuayConflictException stale) when (
            isShown && stale.Message.Contains(TagOutcome.PreconditionText, StringComparison.Ordinal))
        {
            return TagOutcome.OfStale(write.Tag, stale);
        }
        catch (QuayException fault)
        {
            return TagOutcome.Of(write.Tag, fault);
        }
        catch (ArgumentException fault)
        {
            throw Passed(fault);
        }
    }

    // The time was in the future when it was parsed, and has passed since.
    private static UsageException Passed(ArgumentException fault) => new(ArgumentParser.MessageOf(fault));

    private TagOutcome Interrupted(string tag) => new()
    {
        Tag = tag,
        Outcome = Outcome.Unknown,
        Error = $"{repository}:{tag}: interrupted before the response, so it is unknown whether the write was applied. "
            + $"'{undo.Format(["history", $"{repository}", "--tag", tag])}' shows it.",
    };

    private async Task<TagHistoryEntry?> FindAsync(string tag)
    {
        try
        {
            return await quay.Tags.GetAsync(repository, tag, cancellationToken);
        }
        catch (QuayNotFoundException)
        {
            return null;
        }
    }
}
