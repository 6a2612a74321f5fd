namespace Quay.Client;

/// <summary>Represents the user of a token.</summary>
public sealed class User : IJsonOnDeserialized
{
    /// <summary>Gets the name, which is also the namespace of the user's repositories.</summary>
    [JsonPropertyName("username")]
    public required string Username { get; init; }

    /// <summary>Gets the e-mail address; null for a token without the scope <c>user:admin</c>.</summary>
    [JsonPropertyName("email")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Email { get; init; }

    /// <summary>Gets the organizations that the user belongs to; null if Quay does not report them.</summary>
    [JsonPropertyName("organizations")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<UserOrganization>? Organizations { get; init; }

    /// <summary>Returns the name, without the e-mail address.</summary>
    public override string ToString() => SafeLine.Of($"{Username}");

    void IJsonOnDeserialized.OnDeserialized() => NullItem.Reject(Organizations, "an organization");
}

/// <summary>Represents an organization that a user belongs to.</summary>
public sealed class UserOrganization
{
    /// <summary>Gets the name, which is also the namespace of the organization's repositories.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Gets whether the token can create repositories in the organization; null if Quay does not report it.</summary>
    [JsonPropertyName("can_create_repo")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? CanCreateRepository { get; init; }

    /// <summary>Gets whether the token can administer the organization; null for a token without the scope <c>user:admin</c>.</summary>
    [JsonPropertyName("is_org_admin")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsAdministrator { get; init; }

    /// <summary>Returns the name.</summary>
    public override string ToString() => SafeLine.Of($"{Name}");
}
