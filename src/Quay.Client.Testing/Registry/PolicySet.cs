using System.Collections.Immutable;

namespace Quay.Client.Testing;

/// <summary>Stores the policies of a repository, or of a namespace for all its repositories.</summary>
internal sealed class PolicySet
{
    // Written by one thread at a time under the registry's lock, read without it.
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

    /// <summary>Determines whether a new tag of this name becomes immutable.</summary>
    public bool CoversNewTag(string tag) => _immutability.Any(policy => policy.Covers(tag));
}
