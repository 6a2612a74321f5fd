using System.Text.Json;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Shows a plan, asks for confirmation, executes it, and reports the outcome of each step.</summary>
internal sealed class PlanRun(string command, ToolContext context)
{
    private const int MaxUndoLines = 20;

    public required bool DryRun { get; init; }

    public required bool Json { get; init; }

    public required bool KeepGoing { get; init; }

    /// <summary>Gets the function that writes the plan as text.</summary>
    public required Action<TagPlan> Write { get; init; }

    /// <summary>Gets what asks the user; null if the plan is executed without a question.</summary>
    public required Confirmation? Confirmation { get; init; }

    /// <summary>Gets the server in the question; null for the sample data.</summary>
    public required Uri? Server { get; init; }

    public required UndoWriter Undo { get; init; }

    /// <summary>Gets whether a file undoes the plan, so that no command for each tag is printed.</summary>
    public required bool HasUndoFile { get; init; }

    /// <summary>Gets the function that runs right before the execution.</summary>
    public required Action<TagPlan> BeforeExecution { get; init; }

    /// <summary>Gets the steps that were not tried, and throws if the user interrupted the execution.</summary>
    /// <returns>Whether a step failed.</returns>
    public static bool Check(
        IReadOnlyList<TagOutcome> results, string howToContinue, ToolContext context, CancellationToken cancellationToken)
    {
        string[] notTried = [.. results.Where(result => result.Outcome == Outcome.NotTried).Select(result => result.Name)];
        if (notTried.Length > 0)
        {
            string hint = cancellationToken.IsCancellationRequested ? howToContinue : "Pass --keep-going to continue after a failure.";
            context.Warn($"Not tried: {string.Join(", ", notTried)}. {hint}");
            cancellationToken.ThrowIfCancellationRequested();
        }

        return results.Any(result => result.Error is not null);
    }

    /// <returns>The outcome of each step; null if nothing was executed.</returns>
    /// <exception cref="UsageException">The plan is for another server.</exception>
    public async Task<IReadOnlyList<TagOutcome>?> RunAsync(QuayClient quay, TagPlan plan, CancellationToken cancellationToken)
    {
        // The execution checks this, too, but only after the question.
        if (plan.Registry != quay.Endpoint)
        {
            throw new UsageException($"The plan was created for {plan.Registry}, but this command uses {quay.Endpoint}.");
        }

        try
        {
            if (!Json)
            {
                await WritePlanAsync(plan, cancellationToken);
            }

            IReadOnlyList<TagOutcome>? results = DryRun || !await ConfirmAsync(plan, cancellationToken)
                ? null
                : await ExecuteAsync(quay, plan, cancellationToken);
            if (Json)
            {
                var report = new PlanReport { Command = command, Plan = plan, Results = results };
                await WriteAsync(report);
            }

            return results;
        }
        catch (IOException fault) when (StandardOutput.IsBrokenPipe(fault))
        {
            string hint = plan.Repository is { } repository
                ? $"'{Undo.Format(["log", $"{repository}"])}'"
                : $"'{command} --plan' with a saved plan";
            throw new IOException($"The output was closed, so '{command}' stopped. {hint} shows what was done.", fault);
        }
    }

    private async Task WriteAsync(PlanReport report)
    {
        try
        {
            await context.Output.WriteLineAsync(JsonSerializer.Serialize(report, WriteJson.Default.PlanReport));
            await context.Output.FlushAsync(CancellationToken.None);
        }
        catch (IOException)
        {
            Undo.WriteToError(report.Results ?? []);
            throw;
        }
    }

    private async Task WritePlanAsync(TagPlan plan, CancellationToken cancellationToken)
    {
        if (DryRun)
        {
            context.WriteLine(DryRunText.Heading);
        }

        Write(plan);
        if (DryRun)
        {
            context.WriteLine(PlanText.Totals(plan));
        }

        await context.Output.FlushAsync(cancellationToken);
    }

    private async Task<bool> ConfirmAsync(TagPlan plan, CancellationToken cancellationToken) =>
        Confirmation is null || plan.Steps.Count == 0
        || await Confirmation.AskAsync(PlanText.Question(plan, Server), cancellationToken);

    private async Task<IReadOnlyList<TagOutcome>> ExecuteAsync(QuayClient quay, TagPlan plan, CancellationToken cancellationToken)
    {
        BeforeExecution(plan);
        bool isShort = plan.Steps.Count <= MaxUndoLines;
        var progress = new PlanProgress(printLines: !Json, printUndo: isShort && !HasUndoFile, Undo, context);
        PlanResult result;
        try
        {
            var options = new PlanExecutionOptions { ContinueOnError = KeepGoing };
            result = await quay.History.ExecuteAsync(plan, options, progress, cancellationToken);
        }
        catch (ArgumentException fault)
        {
            throw new UsageException(ArgumentParser.MessageOf(fault));
        }

        if (!Json && !isShort && !HasUndoFile)
        {
            context.Note($"For more than {MaxUndoLines} tags, only --json and --undo FILE record how to undo the changes.");
        }

        return progress.OutputError is { } error
            ? throw error
            : [.. result.Steps.Select(step => Undo.AddTo(TagOutcome.Of(step), $"{step.Step.Repository}"))];
    }
}
