namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>
/// Simulates a network with a latency, and changes at random times. A request without a latency gets its response after all earlier ones.
/// </summary>
internal sealed class TimedScheduler(Random random, SimulatedRepository repository, int latencyMs)
{
    private readonly PageJson _json = new();
    private readonly PriorityQueue<Action, (long Time, int Number)> _events = new();
    private int _scheduled;

    /// <summary>Accepts a request. Quay processes it after half the latency. The client receives the response after the latency.</summary>
    public void Accept(HeldRequest request)
    {
        int jitter = latencyMs / 10;
        int sending = (latencyMs / 2) + random.Next(-jitter, jitter + 1);
        int receiving = (latencyMs / 2) + random.Next(-jitter, jitter + 1);
        After(sending, () =>
        {
            request.Process(repository, _json);
            After(receiving, request.Release);
        });
    }

    /// <summary>Applies a change again and again, on average a number of times per second.</summary>
    public void Repeat(double perSecond, Action change) => After(1 + (int)(-Math.Log(1 - random.NextDouble()) * 1000 / perSecond), () =>
    {
        repository.Version++;
        change();
        Repeat(perSecond, change);
    });

    /// <summary>Runs until an enumeration completes.</summary>
    public void RunUntilCompleted(Task enumeration)
    {
        while (!enumeration.IsCompleted)
        {
            if (!_events.TryDequeue(out Action? happen, out (long Time, int Number) next))
            {
                throw new InvalidOperationException("The client neither sends a request nor completes.");
            }

            repository.Advance(Math.Max(0, next.Time - repository.NowMs));
            happen();
        }
    }

    private void After(int milliseconds, Action happen) => _events.Enqueue(happen, (repository.NowMs + milliseconds, _scheduled++));
}
