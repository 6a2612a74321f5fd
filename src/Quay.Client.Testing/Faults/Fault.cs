namespace Quay.Client.Testing;

/// <summary>
/// Something that goes wrong on the way to Quay or back, for <see cref="FaultPlan"/>. It stands before Quay, as its nginx does: unless it
/// says otherwise, a request that meets one has done no work.
/// </summary>
public sealed partial class Fault
{
    private readonly Func<FaultContext, FakeResponse?> _answer;

    private Fault(Func<FaultContext, FakeResponse?> answer) => _answer = answer;

    /// <summary>No fault: Quay's own answer. For the requests in a sequence that go well.</summary>
    public static Fault None { get; } = new(context => context.Answer());

    /// <summary>A fault of the test's own.</summary>
    /// <param name="answer">Gives the answer; or null to leave the request to the other faults, and without one to Quay.</param>
    public static Fault Of(Func<FaultContext, FakeResponse?> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new Fault(answer);
    }

    /// <summary>An answer in the place of Quay's.</summary>
    public static Fault Answer(FakeResponse answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new Fault(_ => answer);
    }

    /// <summary>
    /// This fault, and then another one that is done to its answer: <c>Fault.BadGateway.Then(Fault.Delay(TimeSpan.FromSeconds(2)))</c>. One
    /// that never asks for an answer hides this one.
    /// </summary>
    public Fault Then(Fault next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new Fault(context => next._answer(context with { Answer = () => _answer(context) ?? context.Answer() }));
    }

    /// <summary>The answer to a request; null when it is left to others.</summary>
    internal FakeResponse? Meet(FaultContext context) => _answer(context);

    /// <summary>A fault that changes the answer which the work was done for.</summary>
    private static Fault Change(Func<FakeResponse, FakeResponse> change) => new(context => change(context.Answer()));
}
