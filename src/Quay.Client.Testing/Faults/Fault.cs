namespace Quay.Client.Testing;

/// <summary>
/// Something that goes wrong on the way to Quay or back, for <see cref="FaultPlan"/>. It stands before Quay, as its nginx does: unless it
/// says otherwise, a request that meets one has done no work.
/// </summary>
public sealed partial class Fault
{
    private readonly Func<FaultContext, FakeResponse?> _apply;

    private Fault(Func<FaultContext, FakeResponse?> apply) => _apply = apply;

    /// <summary>No fault: Quay's own answer. For the requests in a sequence that go well.</summary>
    public static Fault None { get; } = new(context => context.Forward());

    /// <summary>A fault of the test's own.</summary>
    /// <param name="respond">Gives the answer; or null to leave the request to the other faults, and without one to Quay.</param>
    public static Fault Custom(Func<FaultContext, FakeResponse?> respond)
    {
        ArgumentNullException.ThrowIfNull(respond);
        return new Fault(respond);
    }

    /// <summary>An answer in the place of Quay's.</summary>
    public static Fault Response(FakeResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return new Fault(_ => response);
    }

    /// <summary>
    /// This fault, and then another one that is done to its answer: <c>Fault.BadGateway.Then(Fault.Delay(TimeSpan.FromSeconds(2)))</c>. One
    /// that never asks for an answer hides this one.
    /// </summary>
    public Fault Then(Fault next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new Fault(context => next._apply(context with { Forward = () => _apply(context) ?? context.Forward() }));
    }

    /// <summary>The answer to a request; null when it is left to others.</summary>
    internal FakeResponse? Apply(FaultContext context) => _apply(context);

    /// <summary>A fault that changes the answer which the work was done for.</summary>
    private static Fault Change(Func<FakeResponse, FakeResponse> change) => new(context => change(context.Forward()));
}
