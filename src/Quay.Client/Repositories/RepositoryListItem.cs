namespace Quay.Client;

/// <summary>Represents a repository in a list of repositories.</summary>
public sealed class RepositoryListItem
{
    /// <summary>Gets the organization or user that owns the repository.</summary>
    [JsonPropertyName("namespace")]
    public required string Namespace { get; init; }

    /// <summary>Gets the name within the namespace. The name of a nested repository contains slashes.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Gets the description in Markdown; null if there is none.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Gets whether everyone can pull from the repository; null if Quay does not report it.</summary>
    [JsonPropertyName("is_public")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsPublic { get; init; }

    /// <summary>Gets the kind: <c>image</c> or, only before Quay 3.17, <c>application</c>.</summary>
    [JsonPropertyName("kind")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>Gets the state, such as <c>NORMAL</c> or <c>READ_ONLY</c>; null if Quay does not report it.</summary>
    [JsonPropertyName("state")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>
    /// Gets when a live tag was last pushed, moved or restored (UTC, whole seconds); null if there is no live tag, or without
    /// <see cref="RepositoryQuery.WithLastModified"/>.
    /// </summary>
    [JsonPropertyName("last_modified")]
    [JsonConverter(typeof(UnixSecondsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Gets Quay's score for recent activity; null without <see cref="RepositoryQuery.WithPopularity"/>.</summary>
    [JsonPropertyName("popularity")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Popularity { get; init; }

    /// <summary>Gets whether the token's user starred the repository; null for an anonymous client.</summary>
    [JsonPropertyName("is_starred")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsStarred { get; init; }

    /// <summary>Returns the full name.</summary>
    public override string ToString() => SafeLine.Of($"{Namespace}/{Name}");
}
