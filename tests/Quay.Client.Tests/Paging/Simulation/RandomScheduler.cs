using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>
/// Decides at random when the repository changes, which requests Quay processes, and which responses the client receives. A response shows
/// the state at some time between the request and its receipt. Everything runs on one thread, so a seed repeats a run.
/// </summary>
internal sealed class RandomScheduler(Random random, SimulatedRepository repository, RandomChanges changes)
{
    private readonly PageJson _json = new();
    private readonly Lock _lock = new();
    private readonly List<HeldRequest> _sent = [];
    private readonly List<HeldRequest> _processed = [];
    private readonly double _changeRate = new[] { 0.1, 0.3, 0.6, 0.85 }[random.Next(4)];
    private readonly double _processRate = new[] { 0.2, 0.5, 0.9 }[random.Next(3)];
    private readonly bool _inOrder = random.Next(4) == 0;
    private readonly bool _atOnce = random.Next(6) == 0;

    /// <summary>Gets or sets a callback for each event, for the message of a failure.</summary>
    public Action<string, HeldRequest>? Trace { get; set; }

    /// <summary>Accepts a request.</summary>
    public void Accept(HeldRequest request)
    {
        Trace?.Invoke("sent", request);
        if (_atOnce)
        {
            ChangeSometimes();
            Process(request);
            request.Release();
            return;
        }

        lock (_lock)
        {
            _sent.Add(request);
        }
    }

    /// <summary>Runs until an enumeration completes.</summary>
    public void RunUntilCompleted(Task enumeration)
    {
        while (!enumeration.IsCompleted)
        {
            ChangeSometimes();
            Take()?.Release();

            // The client usually continues on this thread. Otherwise its next request arrives soon.
            if (!enumeration.IsCompleted
                && !SpinWait.SpinUntil(() => enumeration.IsCompleted || HasRequests, Watchdog.Limit))
            {
                throw new InvalidOperationException("The client neither sends a request nor completes.");
            }
        }

        lock (_lock)
        {
            _sent.Clear();
            _processed.Clear();
        }
    }

    private bool HasRequests
    {
        get
        {
            lock (_lock)
            {
                return _sent.Count + _processed.Count > 0;
            }
        }
    }

    // Processes one request, or returns one whose response the client receives now.
    private HeldRequest? Take()
    {
        lock (_lock)
        {
            _sent.RemoveAll(request => request.IsCancelled);
            _processed.RemoveAll(request => request.IsCancelled);
            if (_sent.Count > 0 && (_processed.Count == 0 || random.NextDouble() < _processRate))
            {
                HeldRequest request = TakeFrom(_sent);
                Process(request);
                _processed.Add(request);
                return null;
            }

            if (_processed.Count == 0)
            {
                return null;
            }

            HeldRequest received = TakeFrom(_processed);
            Trace?.Invoke("received", received);
            return received;
        }
    }

    private HeldRequest TakeFrom(List<HeldRequest> requests)
    {
        int place = _inOrder ? 0 : random.Next(requests.Count);
        HeldRequest request = requests[place];
        requests.RemoveAt(place);
        return request;
    }

    private void Process(HeldRequest request)
    {
        request.Process(repository, _json);
        Trace?.Invoke("processed", request);
    }

    private void ChangeSometimes()
    {
        while (random.NextDouble() < _changeRate && changes.TryApply())
        {
        }
    }
}
