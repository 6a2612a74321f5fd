namespace Quay.Client;

/// <summary>Represents a repository.</summary>
public sealed class Repository : IJsonOnDeserialized
{
    // Quay returns at most this number of tags, without reporting that there are more.
    private const int MaxTags = 500;

    /// <summary>Gets the organization or user that owns the repository.</summary>
    [JsonPropertyName("namespace")]
    public required string Namespace { get; init; }

    /// <summary>Gets the name within the namespace. The name of a nested repository contains slashes.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Gets the kind: <c>image</c> or, only before Quay 3.17, <c>application</c>.</summary>
    [JsonPropertyName("kind")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>Gets the description in Markdown; null if there is none.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Gets whether everyone can pull from the repository.</summary>
    [JsonPropertyName("is_public")]
    public bool IsPublic { get; init; }

    /// <summary>Gets whether the namespace is an organization, not a user.</summary>
    [JsonPropertyName("is_organization")]
    public bool IsOrganization { get; init; }

    /// <summary>Gets whether the token's user starred the repository; null if Quay does not report it.</summary>
    [JsonPropertyName("is_starred")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsStarred { get; init; }

    /// <summary>Gets the token for the address of a private repository's status badge; empty for a public repository.</summary>
    [JsonPropertyName("status_token")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StatusToken { get; init; }

    /// <summary>Gets whether content trust (signing) is enabled.</summary>
    [JsonPropertyName("trust_enabled")]
    public bool TrustEnabled { get; init; }

    /// <summary>
    /// Gets how long Quay keeps an entry of the tag history after its end (the time machine's window); null if Quay does not report it.
    /// </summary>
    [JsonPropertyName("tag_expiration_s")]
    [JsonConverter(typeof(SecondsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? TagExpiration { get; init; }

    /// <summary>Gets whether the namespace has a free plan; true on a server without billing.</summary>
    [JsonPropertyName("is_free_account")]
    public bool IsFreeAccount { get; init; }

    /// <summary>
    /// Gets the state: <c>NORMAL</c>, <c>READ_ONLY</c>, <c>MIRROR</c>, <c>ORG_MIRROR</c> or <c>MARKED_FOR_DELETION</c>. A newer Quay can
    /// return others. Null if Quay does not report it.
    /// </summary>
    [JsonPropertyName("state")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>Gets the live tags, keyed by name and unordered; null if not requested. See <see cref="TagsMayBeCut"/>.</summary>
    [JsonPropertyName("tags")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, RepositoryTag>? Tags { get; init; }

    /// <summary>Gets whether the token's user can push and change tags.</summary>
    [JsonPropertyName("can_write")]
    public bool CanWrite { get; init; }

    /// <summary>Gets whether the token's user can administer the repository.</summary>
    [JsonPropertyName("can_admin")]
    public bool CanAdmin { get; init; }

    /// <summary>Gets the activity on each day of about the last three months, newest first; null if not requested.</summary>
    [JsonPropertyName("stats")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RepositoryStat>? Stats { get; init; }

    /// <summary>
    /// Gets whether <see cref="Tags"/> may be incomplete. Quay returns at most 500 tags here, and does not report that there are more.
    /// <see cref="ITagOperations.GetHistory"/> returns all tags.
    /// </summary>
    [JsonIgnore]
    public bool TagsMayBeCut => Tags?.Count >= MaxTags;

    /// <summary>Returns the full name, without the status token.</summary>
    public override string ToString() => SafeLine.Of($"{Namespace}/{Name}");

    void IJsonOnDeserialized.OnDeserialized()
    {
        NullItem.Reject(Tags?.Values, "a tag");
        NullItem.Reject(Stats, "a day's statistics");
    }
}

/// <summary>Represents a live tag of a <see cref="Repository"/>. All times are UTC, in whole seconds.</summary>
public sealed class RepositoryTag
{
    /// <summary>Gets the name of the tag.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Gets the compressed size of all layers in bytes; null for most manifest lists, or if Quay never computed it.</summary>
    [JsonPropertyName("size")]
    public long? Size { get; init; }

    /// <summary>Gets when the tag started to point at its manifest; null if unknown.</summary>
    [JsonPropertyName("last_modified")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Gets when the tag will expire; null if it does not expire.</summary>
    [JsonPropertyName("expiration")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>Gets the digest of the manifest, such as <c>sha256:0cd3…</c>; null if Quay does not report it.</summary>
    [JsonPropertyName("manifest_digest")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ManifestDigest { get; init; }

    /// <summary>Returns the name, the digest and the times (UTC) on one line.</summary>
    public override string ToString()
    {
        string expires = Expiration is { } end ? SafeLine.Of($", expires {end}") : "";
        return SafeLine.Of($"{Name} {ManifestDigest}, modified {LastModified}{expires}");
    }
}

/// <summary>Represents the activity in a <see cref="Repository"/> on one day.</summary>
public sealed class RepositoryStat
{
    /// <summary>Gets the day in UTC.</summary>
    [JsonPropertyName("date")]
    public required DateOnly Date { get; init; }

    /// <summary>Gets the number of actions, mainly pulls and pushes.</summary>
    [JsonPropertyName("count")]
    public required long Count { get; init; }

    /// <summary>Returns the day and the count on one line.</summary>
    public override string ToString() => SafeLine.Of($"{Date}: {Count}");
}
