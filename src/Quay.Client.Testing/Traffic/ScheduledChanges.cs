namespace Quay.Client.Testing;

/// <summary>
/// What a test does between two requests of the program under test. Each change is made when the request is there and before its answer is
/// found; in the order in which they were asked for. Safe for use by several threads at once; no two changes are made at the same time.
/// </summary>
/// <remarks>A change must not send a request to the same fake and wait for its answer: that waits for the change.</remarks>
public sealed class ScheduledChanges
{
    private readonly Lock _lock = new();
    private readonly RequestLog _log;
    private readonly List<PendingChange> _changes = [];

    internal ScheduledChanges(RequestLog log) => _log = log;

    /// <summary>How many changes still wait for their request; those made before each one are not counted.</summary>
    public int PendingCount
    {
        get
        {
            lock (_lock)
            {
                return _changes.Count(change => change.Once);
            }
        }
    }

    /// <summary>Makes a change before one request is answered.</summary>
    /// <param name="number">Which one, counted from 1 since the fake was made.</param>
    /// <param name="change">What is done.</param>
    /// <exception cref="ArgumentOutOfRangeException">That request came already.</exception>
    public void BeforeRequest(int number, Action change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (number <= _log.Total)
        {
            throw new ArgumentOutOfRangeException(
                nameof(number), number, $"Request {number} came already: {_log.Total} have come, and they are counted from 1.");
        }

        Add(request => request.Number == number, _ => change(), once: true);
    }

    /// <summary>Makes a change before the next request of a kind is answered.</summary>
    public void Before(Func<FakeRequest, bool> predicate, Action change)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(change);
        Add(predicate, _ => change(), once: true);
    }

    /// <summary>Makes a change before each request of a kind is answered.</summary>
    public void BeforeEach(Func<FakeRequest, bool> predicate, Action change)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(change);
        Add(predicate, _ => change(), once: false);
    }

    /// <summary>Makes a change before each request is answered.</summary>
    public void BeforeEach(Action<FakeRequest> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Add(_ => true, change, once: false);
    }

    internal void Run(FakeRequest request)
    {
        foreach (PendingChange change in TakeDue(request))
        {
            change.Run(request);
        }
    }

    private void Add(Func<FakeRequest, bool> predicate, Action<FakeRequest> run, bool once)
    {
        lock (_lock)
        {
            _changes.Add(new PendingChange(predicate, run, once));
        }
    }

    private List<PendingChange> TakeDue(FakeRequest request)
    {
        lock (_lock)
        {
            List<PendingChange> due = [.. _changes.Where(change => change.Predicate(request))];
            _changes.RemoveAll(change => change.Once && due.Contains(change));
            return due;
        }
    }

    private sealed class PendingChange(Func<FakeRequest, bool> predicate, Action<FakeRequest> run, bool once)
    {
        public Func<FakeRequest, bool> Predicate => predicate;

        public Action<FakeRequest> Run => run;

        public bool Once => once;
    }
}
