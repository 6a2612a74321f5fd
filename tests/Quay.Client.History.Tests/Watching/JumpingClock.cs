namespace Quay.Client.History.Tests.Watching;

/// <summary>Represents the clock of a watch. Each wait runs the test's code, advances the clock of the fake, and ends at once.</summary>
internal sealed class JumpingClock(Action<TimeSpan> wait) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new EndedTimer();
        if (dueTime != Timeout.InfiniteTimeSpan)
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
        private readonly Lock _lock = new();
        private bool _isDisposed;

        public void Run(Action callback)
        {
            lock (_lock)
            {
                if (!_isDisposed)
                {
                    callback();
                }
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
            lock (_lock)
            {
                _isDisposed = true;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
