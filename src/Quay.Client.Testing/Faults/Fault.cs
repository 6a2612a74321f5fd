namespace Quay.Client.Testing;

/// <summary>Represents a failure of a request or a response. Use it with <see cref="FaultPlan"/>.</summary>
/// <remarks>A fault occurs in front of Quay, as in a proxy. Unless documented otherwise, Quay does not receive the request.</remarks>
public sealed partial class Fault
{
    private readonly Func<FaultContext, FakeResponse?> _apply;

    private Fault(Func<FaultContext, FakeResponse?> apply) => _apply = apply;

    /// <summary>Gets a fault that does nothing: Quay's response is returned. Use it for the requests of a sequence that succeed.</summary>
    public static Fault None { get; } = new(context => context.Forward());

    /// <summary>Returns a custom fault.</summary>
    /// <param name="respond">Returns the response, or null to leave the request to the remaining faults and to Quay.</param>
    public static Fault Custom(Func<FaultContext, FakeResponse?> respond)
    {
        ArgumentNullException.ThrowIfNull(respond);
        return new Fault(respond);
    }

    /// <summary>Returns a fault with a given response.</summary>
    public static Fault Response(FakeResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return new Fault(_ => response);
    }

    /// <summary>Combines two faults: the second one changes the response of this one.</summary>
    /// <remarks>
    /// For example, <c>Fault.BadGateway.Then(Fault.Delay(TimeSpan.FromSeconds(2)))</c> returns a late 502. If the second fault creates its
    /// own response, as <see cref="BadGateway"/> does, this fault has no effect.
    /// </remarks>
    public Fault Then(Fault next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new Fault(context => next._apply(context with { Forward = () => _apply(context) ?? context.Forward() }));
    }

    /// <summary>Returns the response to a request; null to leave the request to the remaining faults.</summary>
    internal FakeResponse? Apply(FaultContext context) => _apply(context);

    /// <summary>Returns a fault that changes Quay's response.</summary>
    private static Fault Change(Func<FakeResponse, FakeResponse> change) => new(context => change(context.Forward()));
}
