using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Runs the writes of one command, tag after tag, and tells what became of each.</summary>
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

    /// <summary>Writes to one tag.</summary>
    /// <returns>Whether it went well.</returns>
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

    /// <summary>Leaves tags alone because of one that failed.</summary>
    public void Skip(IEnumerable<string> rest) =>
        _outcomes.AddRange(rest.Select(tag => new TagOutcome { Tag = tag, Outcome = Outcome.NotTried }));

    private async Task<TagOutcome> OutcomeAsync(string tag, Func<Task<TagChange>> write)
    {
        try
        {
            return TagOutcome.Of(await write());
        }
        catch (DryRunException unsent)
        {
            TagHistoryEntry? present = await PresentAsync(tag);
            string refused = present?.Immutable == true ? " It is immutable, so Quay would reject the request." : "";
            string remark = unsent.Remark is { } words ? $" {words}" : "";
            return new TagOutcome
            {
                Tag = tag,
                Outcome = Outcome.WouldChange,
                Before = present,
                Requests = unsent.Requests,
                Reason = $"{OutcomeText.CurrentState(tag, present)}.{remark}{refused}",
            };
        }
        catch (QuayException fault)
        {
            return TagOutcome.Of(tag, fault);
        }
        catch (ArgumentException fault)
        {
            // A time that was right when it was read, and is over now.
            throw new UsageException(ArgumentParser.MessageOf(fault));
        }
    }

    private async Task<TagHistoryEntry?> PresentAsync(string tag)
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
            context.Note(note);
        }
    }
}
