using System.Collections.Immutable;

namespace Quay.Client.Testing;

/// <summary>The policies of a repository, or those of a namespace for all of its repositories.</summary>
internal sealed class PolicySet
{
    // Written by one thread at a time, behind the registry's gate; read by any.
    private volatile ImmutableList<FakeAutoPrunePolicy> _autoPrune = [];
    private volatile ImmutableList<FakeImmutabilityPolicy> _immutability = [];

    public ImmutableList<FakeAutoPrunePolicy> AutoPrune
    {
        get => _autoPrune;
        set => _autoPrune = value;
    }

    public ImmutableList<FakeImmutabilityPolicy> Immutability
    {
        get => _immutability;
        set => _immutability = value;
    }

    /// <summary>Whether a new tag of this name is immutable.</summary>
    public bool CoversNewTag(string tag) => _immutability.Any(policy => policy.Covers(tag));
}
