namespace Quay.Client;

/// <summary>A repository, as a list of repositories shows it.</summary>
public sealed record RepositoryListItem
{
    /// <summary>The organization or user that owns the repository.</summary>
    [JsonPropertyName("namespace")]
    public required string Namespace { get; init; }

    /// <summary>The name within the namespace; a nested one holds slashes.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The description, in Markdown; null when there is none.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Whether everyone may pull from it; null where Quay does not say.</summary>
    [JsonPropertyName("is_public")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsPublic { get; init; }

    /// <summary>What it holds: <c>image</c>, and <c>application</c> before Quay 3.17.</summary>
    [JsonPropertyName("kind")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>Whether it takes writes: <c>NORMAL</c>, <c>READ_ONLY</c>, <c>MIRROR</c>, or what a newer Quay calls it; null where Quay does not say.</summary>
    [JsonPropertyName("state")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>
    /// When the newest of its living tags began, in UTC, in whole seconds; null when it has none, and when it was not asked for
    /// (<see cref="RepositoryQuery.WithLastModified"/>).
    /// </summary>
    [JsonPropertyName("last_modified")]
    [JsonConverter(typeof(UnixSecondsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>A score that Quay makes of the recent use; null when it was not asked for (<see cref="RepositoryQuery.WithPopularity"/>).</summary>
    [JsonPropertyName("popularity")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Popularity { get; init; }

    /// <summary>Whether the token's user starred it; null for an anonymous client, which one with a dead token is too.</summary>
    [JsonPropertyName("is_starred")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsStarred { get; init; }

    /// <summary>What it takes up; null where the server does not count it.</summary>
    [JsonPropertyName("quota_report")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QuotaReport? QuotaReport { get; init; }

    /// <summary>The full name.</summary>
    public override string ToString() => SafeText.Line($"{Namespace}/{Name}");
}
