namespace Quay.Client.History;

/// <summary>Represents auto-prune policies that could not be read.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UnreadAutoPrunePolicies
{
    /// <summary>Gets what the policies are defined for.</summary>
    [JsonPropertyName("scope")]
    public required AutoPruneScope Scope { get; init; }

    /// <summary>Gets the name of the repository (<c>acme/app</c>), the organization or the user.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Gets why they could not be read.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>Returns the scope and the reason on one line.</summary>
    public override string ToString() => SafeLine.Of($"{AutoPruneScopes.Text(Scope, Name)}: {Reason}");
}
