namespace Quay.Client.History.Tests.Watching;

/// <summary>Represents the clock of a watch. Each wait, or each selected one, runs the code of the test and ends at once.</summary>
internal sealed class JumpingClock(Action<TimeSpan> wait, Predicate<TimeSpan>? isEnding = null) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new EndedTimer();
        if (dueTime != Timeout.InfiniteTimeSpan && isEnding?.Invoke(dueTime) != false)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                wait(dueTime);
                timer.Run(() => callback(state));
            });
        }

        return timer;
    }

    private sealed class EndedTimer : ITimer
    {
        private volatile bool _isDisposed;

        public void Run(Action callback)
        {
            if (!_isDisposed)
            {
                callback();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => _isDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
