namespace Quay.Client.History;

/// <summary>Does the same with many items: deletes tags, moves them, sets their expiries.</summary>
public static class QuayBulk
{
    /// <summary>Does something with each item, some at a time, and says of each what became of it.</summary>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <typeparam name="TResult">The type of what is done with one.</typeparam>
    /// <param name="items">The items; enumerated once, before anything is done.</param>
    /// <param name="action">What to do with one: a call of the client, without the token that ends the run, which would cut off writes. It is called on threads of the pool.</param>
    /// <param name="options">How many at a time, and whether to go on after a failure; null for the defaults.</param>
    /// <param name="progress">Is told of each item when it is done or has failed; null for nobody. One that throws ends it, as a cancellation does.</param>
    /// <param name="cancellationToken">
    /// Begins no further item. Those that are under way are finished, for a write that is cut off may have happened or not.
    /// </param>
    /// <returns>A result for each item, in their order. It comes when items fail or the token is cancelled too, so that what was done is known: look at each status.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> or <paramref name="action"/> is null.</exception>
    public static async Task<IReadOnlyList<BulkResult<TItem, TResult>>> RunAsync<TItem, TResult>(
        IEnumerable<TItem> items,
        Func<TItem, Task<TResult>> action,
        BulkOptions? options = null,
        IProgress<BulkResult<TItem, TResult>>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(action);
        options ??= new BulkOptions();
        BulkResult<TItem, TResult>[] results =
            [.. items.Select((item, index) => new BulkResult<TItem, TResult> { Item = item, Index = index, Status = BulkStatus.NotStarted })];
        int next = -1;
        bool isStopped = false;

        // Workers only set the flag. Writing back a value that was read earlier could clear a flag that another worker set.
        void Stop() => Volatile.Write(ref isStopped, true);

        async Task WorkAsync()
        {
            while (!cancellationToken.IsCancellationRequested && !Volatile.Read(ref isStopped) && Interlocked.Increment(ref next) is var index && index < results.Length)
            {
                results[index] = await DoAsync(results[index], action).ConfigureAwait(false);
                if (results[index].Status == BulkStatus.Failed && !options.KeepGoing)
                {
                    Stop();
                }

                if (!TryReport(progress, results[index]))
                {
                    Stop();
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.MaxConcurrency, results.Length)).Select(_ => Task.Run(WorkAsync, CancellationToken.None)))
            .ConfigureAwait(false);
        return results;
    }

    /// <summary>False for a listener that throws: what it threw is not worth the results of the writes that were made.</summary>
    private static bool TryReport<T>(IProgress<T>? progress, T result)
    {
        try
        {
            progress?.Report(result);
            return true;
        }
#pragma warning disable CA1031 // Whatever it is, it is the listener's.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private static async Task<BulkResult<TItem, TResult>> DoAsync<TItem, TResult>(
        BulkResult<TItem, TResult> item, Func<TItem, Task<TResult>> action)
    {
        try
        {
            return item with { Status = BulkStatus.Done, Result = await action(item.Item).ConfigureAwait(false) };
        }

        // Whatever it is, it is this item's, and the others' results are not to be lost by it.
#pragma warning disable CA1031
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return item with { Status = BulkStatus.Failed, Error = fault };
        }
    }
}
