using System.Text.Json;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Prints a plan, executes it, and reports the outcome of each step.</summary>
internal sealed class PlanRun(string command, ToolContext context)
{
    public required bool DryRun { get; init; }

    public required bool Json { get; init; }

    public required bool KeepGoing { get; init; }

    /// <summary>Gets the function that writes the plan as text.</summary>
    public required Action<TagPlan> Write { get; init; }

    /// <summary>Gets the function that runs before the execution; the plan is executed only if it returns true.</summary>
    public Func<TagPlan, Task<bool>> BeforeExecution { get; init; } = _ => Task.FromResult(true);

    /// <summary>Writes the steps of a plan.</summary>
    public static void WriteSteps(TagPlan plan, ToolContext context)
    {
        foreach (TagPlanStep step in plan.Steps)
        {
            context.WriteLine(step.ToString(), step.Tag.ToString());
        }
    }

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
    public async Task<IReadOnlyList<TagOutcome>?> RunAsync(QuayClient quay, TagPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            if (!Json)
            {
                Write(plan);
                await context.Output.FlushAsync(cancellationToken);
            }

            IReadOnlyList<TagOutcome>? results =
                DryRun || !await BeforeExecution(plan) ? null : await ExecuteAsync(quay, plan, cancellationToken);
            if (Json)
            {
                var report = new PlanReport { Command = command, Plan = plan, Results = results };
                await context.Output.WriteLineAsync(JsonSerializer.Serialize(report, ToolJson.Default.PlanReport));
                await context.Output.FlushAsync(CancellationToken.None);
            }

            return results;
        }
        catch (IOException fault) when (StandardOutput.IsBrokenPipe(fault))
        {
            string hint = plan.Repository is { } repository ? $"'log {repository}'" : $"'{command} --plan' with a saved plan";
            throw new IOException($"The output was closed, so '{command}' stopped. {hint} shows what was done.", fault);
        }
    }

    private async Task<IReadOnlyList<TagOutcome>> ExecuteAsync(QuayClient quay, TagPlan plan, CancellationToken cancellationToken)
    {
        var progress = new PlanProgress(printLines: !Json, context);
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

        return progress.OutputError is { } error ? throw error : [.. result.Steps.Select(TagOutcome.Of)];
    }
}
