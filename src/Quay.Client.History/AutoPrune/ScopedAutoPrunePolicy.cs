namespace Quay.Client.History;

/// <summary>Represents an auto-prune policy that applies to a repository, and what it is defined for.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScopedAutoPrunePolicy
{
    /// <summary>Gets what the policy is defined for.</summary>
    [JsonPropertyName("scope")]
    public required AutoPruneScope Scope { get; init; }

    /// <summary>Gets the name of the repository (<c>acme/app</c>), the organization or the user.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Gets the policy.</summary>
    [JsonPropertyName("policy")]
    public required AutoPrunePolicy Policy { get; init; }

    /// <summary>
    /// Gets why the effect of the policy cannot be predicted, such as a pattern that databases interpret differently; null if it can.
    /// </summary>
    [JsonPropertyName("unpredictable")]
    public string? UnpredictableReason { get; init; }

    /// <summary>Returns the scope and the policy on one line.</summary>
    public override string ToString()
    {
        string reason = UnpredictableReason is null ? "" : SafeLine.Of($" (unpredictable: {UnpredictableReason})");
        return SafeLine.Of($"{AutoPruneScopes.Text(Scope, Name)}: {Policy}") + reason;
    }

    internal static ScopedAutoPrunePolicy Of(AutoPruneScope scope, string name, AutoPrunePolicy policy) => new()
    {
        Scope = scope,
        Name = name,
        Policy = policy,
        UnpredictableReason = policy switch
        {
            { Age: null, TagCount: null } => $"Its method {policy.Method} is unknown, or its value {policy.Value} is invalid or too large.",
            _ when !AutoPrunePattern.TryCreate(policy, out _) => "Its pattern is malformed, or databases interpret it differently.",
            _ => null,
        },
    };
}
