namespace Quay.Client.History;

internal sealed class StepLoop(
    Func<TagPlanStep, Task<TagChange>> write,
    PlanExecutionOptions options,
    IProgress<PlanStepResult>? progress,
    CancellationToken cancellationToken)
{
    private bool _isStopped;

    // Runs the steps with these indexes and stores their results.
    public async Task RunAsync(PlanStepResult[] results, IReadOnlyList<int> indexes)
    {
        int next = -1;
        async Task WorkAsync()
        {
            while (CanContinue() && Interlocked.Increment(ref next) is var position && position < indexes.Count)
            {
                int index = indexes[position];
                results[index] = await ExecuteAsync(results[index]).ConfigureAwait(false);
                if (results[index].Status == PlanStepStatus.Failed && !options.ContinueOnError)
                {
                    Stop();
                }

                if (!TryReport(results[index]))
                {
                    Stop();
                }
            }
        }

        int workers = Math.Min(options.MaxConcurrency, indexes.Count);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync, CancellationToken.None))).ConfigureAwait(false);
    }

    private bool CanContinue() => !cancellationToken.IsCancellationRequested && !Volatile.Read(ref _isStopped);

    private void Stop() => Volatile.Write(ref _isStopped, true);

    private async Task<PlanStepResult> ExecuteAsync(PlanStepResult result)
    {
        try
        {
            return result with { Status = PlanStepStatus.Done, Change = await write(result.Step).ConfigureAwait(false) };
        }
#pragma warning disable CA1031 // The failure of one step must not lose the results of the others.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return result with { Status = PlanStepStatus.Failed, Error = fault };
        }
    }

    // Reports a result. Returns false if the listener threw.
    private bool TryReport(PlanStepResult result)
    {
        try
        {
            progress?.Report(result);
            return true;
        }
#pragma warning disable CA1031 // The failure of the listener must not lose the results.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
