using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Runs the writes of one command, one tag after the other, and reports the outcome of each.</summary>
internal sealed class TagWriter(
    IQuayClient quay,
    RepositoryName repository,
    bool dryRun,
    bool printLines,
    ToolContext context,
    CancellationToken cancellationToken)
{
    private readonly List<TagOutcome> _outcomes = [];

    public ITagOperations Tags => quay.Tags;

    public IHistoryOperations History => quay.History;

    public RepositoryName Repository => repository;

    public CancellationToken CancellationToken => cancellationToken;

    public IReadOnlyList<TagOutcome> Outcomes => _outcomes;

    /// <summary>Writes to one tag, and reports the outcome.</summary>
    /// <returns>True if the write succeeded.</returns>
    public async Task<bool> RunAsync(string tag, Func<Task<TagChange>> write)
    {
        try
        {
            await ReportAsync(await OutcomeAsync(tag, write));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !dryRun)
        {
            await ReportAsync(new TagOutcome
            {
                Tag = tag,
                Outcome = Outcome.Unknown,
                Error = $"{repository}:{tag}: interrupted before the response, so it is unknown whether the write was applied. "
                    + $"'history {repository} --tag {tag}' shows it.",
            });
            throw;
        }

        return _outcomes[^1].Error is null;
    }

    /// <summary>Records tags that were not tried, because an earlier one failed.</summary>
    public void Skip(IEnumerable<string> tags) =>
        _outcomes.AddRange(tags.Select(tag => new TagOutcome { Tag = tag, Outcome = Outcome.NotTried }));

    private async Task<TagOutcome> OutcomeAsync(string tag, Func<Task<TagChange>> write)
    {
        try
        {
            return TagOutcome.Of(await write());
        }
        catch (DryRunException stopped)
        {
            TagHistoryEntry? current = await CurrentEntryAsync(tag);
            string immutable = current?.Immutable == true ? " It is immutable, so Quay would reject the request." : "";
            string remark = stopped.Remark is { } text ? $" {text}" : "";
            return new TagOutcome
            {
                Tag = tag,
                Outcome = Outcome.WouldChange,
                Before = current,
                Requests = stopped.Requests,
                Reason = $"{OutcomeText.CurrentState(tag, current)}.{remark}{immutable}",
            };
        }
        catch (QuayException fault)
        {
            return TagOutcome.Of(tag, fault);
        }
        catch (ArgumentException fault)
        {
            // The time was in the future when it was parsed, and has passed since.
            throw new UsageException(ArgumentParser.MessageOf(fault));
        }
    }

    private async Task<TagHistoryEntry?> CurrentEntryAsync(string tag)
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

    private async Task ReportAsync(TagOutcome outcome)
    {
        _outcomes.Add(outcome);
        if (printLines && outcome.Error is null)
        {
            foreach (string line in OutcomeText.Lines(outcome, dryRun))
            {
                context.WriteLine(line, outcome.Tag);
            }

            await context.Output.FlushAsync(CancellationToken.None);
        }

        foreach (string note in OutcomeText.Notes(outcome))
        {
            context.Warn(note);
        }
    }
}
