namespace Quay.Client.Testing;

/// <summary>
/// Runs actions of the test before requests are handled, for example to simulate a push by somebody else. It is thread-safe.
/// </summary>
/// <remarks>
/// A change runs after the request arrives and before it is handled. Changes run one at a time, in the order of the calls. A change must
/// not send a request to the same fake and wait for the response: this would deadlock.
/// </remarks>
public sealed class ScheduledChanges
{
    private readonly Lock _lock = new();
    private readonly RequestLog _log;
    private readonly List<PendingChange> _changes = [];

    internal ScheduledChanges(RequestLog log) => _log = log;

    /// <summary>Gets how many changes have not run yet. Changes of <c>BeforeEach</c> are not included.</summary>
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

    /// <summary>Runs an action before one request.</summary>
    /// <param name="number">
    /// The number of the request, from 1, counted since the fake was created (<see cref="FakeRequest.Number"/>).
    /// </param>
    /// <param name="change">The action.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fake has already received this request.</exception>
    public void BeforeRequest(int number, Action change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (number <= _log.Total)
        {
            throw new ArgumentOutOfRangeException(
                nameof(number), number, $"The fake has already received {_log.Total} requests. Use a greater number.");
        }

        Add(request => request.Number == number, _ => change(), once: true);
    }

    /// <summary>Runs an action before the next request that matches a predicate.</summary>
    public void Before(Func<FakeRequest, bool> predicate, Action change)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(change);
        Add(predicate, _ => change(), once: true);
    }

    /// <summary>Runs an action before each request that matches a predicate.</summary>
    public void BeforeEach(Func<FakeRequest, bool> predicate, Action change)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(change);
        Add(predicate, _ => change(), once: false);
    }

    /// <summary>Runs an action before each request.</summary>
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
