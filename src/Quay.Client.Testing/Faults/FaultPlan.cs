using System.Runtime.CompilerServices;

namespace Quay.Client.Testing;

/// <summary>Determines which requests get which faults. It is thread-safe.</summary>
/// <remarks>
/// A request gets at most one fault: the first that returns a response. Faults with a fixed count come before those without one. Within
/// each group, the order is that of the calls.
/// </remarks>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly List<Planned> _planned = [];
    private FakeResponse? _previous;

    internal FaultPlan(TimeProvider timeProvider) => _timeProvider = timeProvider;

    /// <summary>Gets how many times faults with a fixed count have yet to occur. Faults without a count are not included.</summary>
    public int PendingCount
    {
        get
        {
            lock (_lock)
            {
                return (int)Math.Min(_planned.Sum(planned => (long)(planned.Left ?? 0)), int.MaxValue);
            }
        }
    }

    /// <summary>Gets the number of faults without a count.</summary>
    internal int UnlimitedCount
    {
        get
        {
            lock (_lock)
            {
                return _planned.Count(planned => planned.Left is null);
            }
        }
    }

    /// <summary>Applies a fault once, to the next request that no previously added fault applies to.</summary>
    public void Next(Fault fault) => When(_ => true, fault, times: 1);

    /// <summary>Applies faults to the next requests, one each. For null or <see cref="Fault.None"/>, the request gets no fault.</summary>
    [OverloadResolutionPriority(1)] // So that the first one may be null too.
    public void InOrder(params IReadOnlyList<Fault?> faults) => InOrder(_ => true, faults);

    /// <summary>
    /// Applies faults to the next requests that match a predicate, one each. For null or <see cref="Fault.None"/>, the request gets no
    /// fault.
    /// </summary>
    public void InOrder(Func<FakeRequest, bool> predicate, params IReadOnlyList<Fault?> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        foreach (Fault? fault in faults)
        {
            When(predicate, fault ?? Fault.None, times: 1);
        }
    }

    /// <summary>Applies a fault to every request.</summary>
    public void Always(Fault fault) => When(_ => true, fault);

    /// <summary>Applies a fault to the requests that match a predicate.</summary>
    /// <param name="predicate">Selects the requests.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="times">The number of requests that get the fault, at least 1. The default, null, means all.</param>
    public void When(Func<FakeRequest, bool> predicate, Fault fault, int? times = null)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(times ?? 1, 1, nameof(times));
        Add(context => predicate(context.Request) ? fault.Apply(context) : null, times);
    }

    /// <summary>Applies faults at random. The same seed and the same sequence of requests give the same faults.</summary>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <param name="rate">The probability that a request gets a fault, from 0 to 1.</param>
    /// <param name="faults">The faults, which are equally likely.</param>
    public void AtRandom(int seed, double rate, params IReadOnlyList<Fault> faults) => AtRandom(_ => true, seed, rate, faults);

    /// <summary>
    /// Applies faults at random to the requests that match a predicate. The same seed and the same sequence of matching requests give the
    /// same faults.
    /// </summary>
    /// <param name="predicate">Selects the requests.</param>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <param name="rate">The probability that a matching request gets a fault, from 0 to 1.</param>
    /// <param name="faults">The faults, which are equally likely.</param>
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

    /// <summary>Removes all faults.</summary>
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
