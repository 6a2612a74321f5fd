namespace Quay.Client;

/// <summary>Starts work that several callers wait for, so no caller can cancel it. The usual time limits of a request apply.</summary>
internal static class SharedTask
{
    public static Task<T> Run<T>(Func<Task<T>> work)
    {
        Task<T> task = Task.Run(work, CancellationToken.None);

        // If all callers stopped waiting, nobody else observes its failure.
        _ = task.ContinueWith(
            static failed => failed.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return task;
    }
}
