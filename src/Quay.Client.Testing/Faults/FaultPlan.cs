using System.Runtime.CompilerServices;

namespace Quay.Client.Testing;

/// <summary>
/// Which requests meet which faults. A request meets one at most: the first that has an answer for it, those for a number of requests
/// before those without an end, and each of the two kinds in the order in which they were asked
/// for. Safe for use by several threads at once.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly List<Planned> _planned = [];
    private FakeResponse? _previous;

    internal FaultPlan(TimeProvider timeProvider) => _timeProvider = timeProvider;

    /// <summary>How many requests have still to come for the plan to be through; faults without an end are not counted.</summary>
    public int PendingCount
    {
        get
        {
            lock (_lock)
            {
                return _planned.Sum(planned => planned.Left ?? 0);
            }
        }
    }

    /// <summary>The next request that no earlier fault waits for meets this one.</summary>
    public void Next(Fault fault) => When(_ => true, fault, times: 1);

    /// <summary>The next requests meet these, one each; null and <see cref="Fault.None"/> spare one.</summary>
    [OverloadResolutionPriority(1)] // So that the first one may be null too.
    public void InOrder(params IReadOnlyList<Fault?> faults) => InOrder(_ => true, faults);

    /// <summary>The next requests of a kind meet these, one each; null and <see cref="Fault.None"/> spare one.</summary>
    public void InOrder(Func<FakeRequest, bool> predicate, params IReadOnlyList<Fault?> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        foreach (Fault? fault in faults)
        {
            When(predicate, fault ?? Fault.None, times: 1);
        }
    }

    /// <summary>Each request meets this one.</summary>
    public void Always(Fault fault) => When(_ => true, fault);

    /// <summary>The requests of a kind meet this one.</summary>
    /// <param name="predicate">The kind.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="times">How many of them, at least 1; null, the default, for all.</param>
    public void When(Func<FakeRequest, bool> predicate, Fault fault, int? times = null)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(times ?? 1, 1, nameof(times));
        Add(context => predicate(context.Request) ? fault.Apply(context) : null, times);
    }

    /// <summary>
    /// Some requests meet one of these. Chance decides, the same each time that the same requests come in the same order.
    /// </summary>
    /// <param name="seed">Where chance begins.</param>
    /// <param name="rate">How many do, from 0 for none to 1 for all.</param>
    /// <param name="faults">What they meet, each as likely as the others.</param>
    public void AtRandom(int seed, double rate, params IReadOnlyList<Fault> faults) => AtRandom(_ => true, seed, rate, faults);

    /// <summary>
    /// Some requests of a kind meet one of these. Chance decides, the same each time that the same
    /// requests of the kind come in the same order.
    /// </summary>
    /// <param name="predicate">The kind.</param>
    /// <param name="seed">Where chance begins.</param>
    /// <param name="rate">How many do, from 0 for none to 1 for all.</param>
    /// <param name="faults">What they meet, each as likely as the others.</param>
    public void AtRandom(Func<FakeRequest, bool> predicate, int seed, double rate, params IReadOnlyList<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(faults);
        ArgumentOutOfRangeException.ThrowIfZero(faults.Count, nameof(faults));
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1);
#pragma warning disable CA5394 // Chance that can be repeated is the point.
        var random = new Random(seed);
        Add(context => predicate(context.Request) ? Pick()?.Apply(context) : null, times: null);

        Fault? Pick() => (random.NextDouble() < rate, random.Next(faults.Count)) is (true, var pick) ? faults[pick] : null;
#pragma warning restore CA5394
    }

    /// <summary>No request to come meets a fault.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _planned.Clear();
        }
    }

    internal FakeResponse Apply(FakeRequest request, Func<FakeRequest, FakeResponse> rules)
    {
        lock (_lock)
        {
            var context = new FaultContext
            {
                Request = request,
                Previous = _previous,
                Now = _timeProvider.GetUtcNow(),
                Forward = () => rules(request),
            };
            FakeResponse response = FindResponse(context) ?? rules(request);
            _previous = response.Ending == ResponseEnding.Complete ? response : _previous;
            return response;
        }
    }

    private FakeResponse? FindResponse(FaultContext context)
    {
        foreach (Planned planned in _planned.OrderBy(planned => planned.Left is null).ToList())
        {
            if (planned.Apply(context) is { } response)
            {
                planned.Left--;
                _planned.RemoveAll(one => one.Left == 0);
                return response;
            }
        }

        return null;
    }

    private void Add(Func<FaultContext, FakeResponse?> apply, int? times)
    {
        lock (_lock)
        {
            _planned.Add(new Planned(apply, times));
        }
    }

    private sealed class Planned(Func<FaultContext, FakeResponse?> apply, int? times)
    {
        public Func<FaultContext, FakeResponse?> Apply => apply;

        public int? Left { get; set; } = times;
    }
}
