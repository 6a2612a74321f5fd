namespace Quay.Client.History;

/// <summary>Does the steps of a plan: each tag is compared with what the plan expects right before it is written.</summary>
internal sealed class RollbackRun(TagOperations tags, RepositoryName repository)
{
    /// <summary>First all that is brought or pointed back, and then, unless something failed, what is deleted.</summary>
    public async Task<IReadOnlyList<BulkResult<RollbackStep, TagChange>>> RunAsync(
        IReadOnlyList<RollbackStep> steps, BulkOptions options, IProgress<BulkResult<RollbackStep, TagChange>>? progress, CancellationToken cancellationToken)
    {
        BulkResult<RollbackStep, TagChange>[] results =
            [.. steps.Select((step, index) => new BulkResult<RollbackStep, TagChange> { Item = step, Index = index, Status = BulkStatus.NotStarted })];
        foreach (bool deletes in new[] { false, true })
        {
            int[] part = [.. results.Where(result => (result.Item.Action == RollbackAction.Delete) == deletes).Select(result => result.Index)];
            PartProgress? listener = progress is null ? null : new PartProgress(progress, part);
            IReadOnlyList<BulkResult<RollbackStep, TagChange>> done =
                await QuayBulk.RunAsync(part.Select(index => steps[index]), DoAsync, options, listener, cancellationToken).ConfigureAwait(false);
            foreach (BulkResult<RollbackStep, TagChange> result in done)
            {
                results[part[result.Index]] = result with { Index = part[result.Index] };
            }

            if (listener?.HasThrown == true
                || done.Any(result => result.Status == BulkStatus.NotStarted || (result.Status == BulkStatus.Failed && !options.KeepGoing)))
            {
                break;
            }
        }

        return results;
    }

    private static string Describe(TagHistoryEntry? row) => row is null ? "is not there" : $"points at {row.ManifestDigest} since {TimeText.Of(row.Start)}";

    private async Task<TagChange> DoAsync(RollbackStep step)
    {
        TagChange change = await WriteAsync(step).ConfigureAwait(false);
        string[] foreign = [.. change.OtherEntries.Select(entry => $"{entry.ManifestDigest} at {TimeText.Of(entry.Start)}")];
        return foreign.Length == 0
            ? change
            : throw new QuayConflictException(
                $"{repository}:{step.Tag}: the step succeeded, but meanwhile somebody else pointed the tag at {string.Join(" and at ", foreign)}. "
                + $"It {Describe(change.After)} now.");
    }

    private async Task<TagChange> WriteAsync(RollbackStep step)
    {
        var options = new TagWriteOptions
        {
            Precondition = new()
            {
                Digest = step.ExpectedDigest is { } expected ? ManifestDigest.Parse(expected) : default(ManifestDigest?),
                NewestStart = step.ExpectedStart ?? DateTimeOffset.MinValue,
            },
        };
        try
        {
            return step.Digest is { } digest
                ? await tags.RestoreAsync(repository, step.Tag, digest, options, CancellationToken.None).ConfigureAwait(false)
                : await tags.DeleteAsync(repository, step.Tag, options, CancellationToken.None).ConfigureAwait(false);
        }
        catch (QuayNotFoundException gone) when (gone.StatusCode is null && step.Digest is null)
        {
            // Found before anything was sent: neither the tag nor an entry of it exists any more.
            return new TagChange { Tag = step.Tag, IsChanged = false };
        }
        catch (QuayConflictException conflict) when (conflict.StatusCode is null)
        {
            TagHistoryEntry? now = await FindAsync(step.Tag).ConfigureAwait(false);
            return now?.ManifestDigest == step.Digest
                ? new TagChange { Tag = step.Tag, IsChanged = false, Before = now, After = now }
                : throw new QuayConflictException(
                    $"{conflict.Message} Somebody wrote to the tag since the plan was made, it expired, or an earlier step ended it. Make a new plan.");
        }
    }

    private async Task<TagHistoryEntry?> FindAsync(string tag)
    {
        try
        {
            return await tags.GetAsync(repository, tag, CancellationToken.None).ConfigureAwait(false);
        }
        catch (QuayNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Tells of a step by its place in the plan.</summary>
    private sealed class PartProgress(IProgress<BulkResult<RollbackStep, TagChange>> progress, int[] part) : IProgress<BulkResult<RollbackStep, TagChange>>
    {
        public bool HasThrown { get; private set; }

        public void Report(BulkResult<RollbackStep, TagChange> value)
        {
            try
            {
                progress.Report(value with { Index = part[value.Index] });
            }
            catch
            {
                HasThrown = true;
                throw;
            }
        }
    }
}
