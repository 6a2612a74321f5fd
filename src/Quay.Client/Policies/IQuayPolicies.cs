namespace Quay.Client;

/// <summary>Provides the operations on auto-prune policies and on immutability policies. Minor versions add members.</summary>
public interface IQuayPolicies
{
    /// <summary>Gets the operations on auto-prune policies, which delete tags.</summary>
    IPolicyOperations<AutoPrunePolicy> AutoPrune { get; }

    /// <summary>Gets the operations on immutability policies, which make tags immutable.</summary>
    IPolicyOperations<ImmutabilityPolicy> Immutability { get; }
}

internal sealed class QuayPolicies(IPolicyOperations<AutoPrunePolicy> autoPrune, IPolicyOperations<ImmutabilityPolicy> immutability)
    : IQuayPolicies
{
    public IPolicyOperations<AutoPrunePolicy> AutoPrune => autoPrune;

    public IPolicyOperations<ImmutabilityPolicy> Immutability => immutability;
}
