namespace Quay.Client;

/// <summary>What the policies of all kinds have in common.</summary>
internal interface IPolicy<in T>
{
    string? Uuid { get; }

    /// <summary>Whether the other does the same, whatever its id and however it is written.</summary>
    bool IsEquivalentTo(T other);
}
