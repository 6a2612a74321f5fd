namespace Quay.Client.History;

/// <summary>Specifies what an auto-prune policy is defined for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AutoPruneScope>))]
public enum AutoPruneScope
{
    /// <summary>All repositories of an organization.</summary>
    [JsonStringEnumMemberName("organization")]
    Organization,

    /// <summary>All repositories of a user.</summary>
    [JsonStringEnumMemberName("user")]
    User,

    /// <summary>One repository.</summary>
    [JsonStringEnumMemberName("repository")]
    Repository,
}

internal static class AutoPruneScopes
{
    // Returns a scope as part of a sentence.
    public static string Text(AutoPruneScope scope, string name) => scope switch
    {
        AutoPruneScope.Organization => $"the organization {name}",
        AutoPruneScope.User => $"the user {name}",
        _ => name,
    };
}
