namespace Quay.Client;

/// <summary>An organization that a user belongs to.</summary>
public sealed record UserOrganization
{
    /// <summary>The name of the organization, which is the namespace of its repositories.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>How it is drawn.</summary>
    [JsonPropertyName("avatar")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Avatar? Avatar { get; init; }

    /// <summary>Whether the token may make repositories in it.</summary>
    [JsonPropertyName("can_create_repo")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? CanCreateRepository { get; init; }

    /// <summary>Whether the token sees it only because everyone does; Quay says false to its members.</summary>
    [JsonPropertyName("public")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsPublic { get; init; }

    /// <summary>Whether the token may administer it; null without the scope <c>user:admin</c>.</summary>
    [JsonPropertyName("is_org_admin")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsAdministrator { get; init; }

    /// <summary>Whether Quay's web pages offer it first; null without the scope <c>user:admin</c>.</summary>
    [JsonPropertyName("preferred_namespace")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsPreferredNamespace { get; init; }

    /// <summary>Returns the name.</summary>
    public override string ToString() => SafeText.Line($"{Name}");
}
