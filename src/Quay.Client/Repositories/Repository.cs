namespace Quay.Client;

/// <summary>A repository. Serialized, it is Quay's own JSON again.</summary>
public sealed record Repository : IJsonOnDeserialized
{
    // Quay cuts the map at this number and says nothing of it.
    private const int MaxTags = 500;

    /// <summary>The organization or user that owns the repository.</summary>
    [JsonPropertyName("namespace")]
    public required string Namespace { get; init; }

    /// <summary>The name within the namespace; a nested one holds slashes.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>What the repository holds: <c>image</c>, and <c>application</c> before Quay 3.17.</summary>
    [JsonPropertyName("kind")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>The description, in Markdown; null when there is none.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Whether everyone may pull from it.</summary>
    [JsonPropertyName("is_public")]
    public bool IsPublic { get; init; }

    /// <summary>Whether the namespace is an organization, rather than a user.</summary>
    [JsonPropertyName("is_organization")]
    public bool IsOrganization { get; init; }

    /// <summary>Whether the token's user starred it; null where Quay does not say.</summary>
    [JsonPropertyName("is_starred")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsStarred { get; init; }

    /// <summary>The token in the address of a private repository's status badge; empty for a public one.</summary>
    [JsonPropertyName("status_token")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StatusToken { get; init; }

    /// <summary>Whether content trust (signing) is on.</summary>
    [JsonPropertyName("trust_enabled")]
    public bool TrustEnabled { get; init; }

    /// <summary>
    /// How long the namespace's time machine keeps a row of the tag history after its end; after that the collector removes it. Zero: not at all.
    /// Null where Quay does not say.
    /// </summary>
    [JsonPropertyName("tag_expiration_s")]
    [JsonConverter(typeof(SecondsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? TagExpiration { get; init; }

    /// <summary>Whether the namespace is on a free plan; true on a Quay without billing.</summary>
    [JsonPropertyName("is_free_account")]
    public bool IsFreeAccount { get; init; }

    /// <summary>
    /// Whether the repository takes writes: <c>NORMAL</c>, <c>READ_ONLY</c>, <c>MIRROR</c>, <c>ORG_MIRROR</c>, <c>MARKED_FOR_DELETION</c>, or what a newer
    /// Quay calls it; null where Quay does not say.
    /// </summary>
    [JsonPropertyName("state")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>The tags that are alive, by name, in no order; null when they were not asked for. See <see cref="TagsMayBeCut"/>.</summary>
    [JsonPropertyName("tags")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, RepositoryTag>? Tags { get; init; }

    /// <summary>Whether the token's user may push and change tags.</summary>
    [JsonPropertyName("can_write")]
    public bool CanWrite { get; init; }

    /// <summary>Whether the token's user may administer the repository.</summary>
    [JsonPropertyName("can_admin")]
    public bool CanAdmin { get; init; }

    /// <summary>The use of the repository on each day of about the last three months, newest first; null when it was not asked for.</summary>
    [JsonPropertyName("stats")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RepositoryStat>? Stats { get; init; }

    /// <summary>
    /// Whether <see cref="Tags"/> may lack some: Quay puts at most 500 tags there and does not say when there are more. The tag history
    /// (<see cref="Quay.Client.ITagOperations.GetHistory"/>) has them all.
    /// </summary>
    [JsonIgnore]
    public bool TagsMayBeCut => Tags?.Count >= MaxTags;

    /// <summary>The full name; nothing of what else is known, the status token among it, gets into a log by this.</summary>
    public override string ToString() => SafeText.Line($"{Namespace}/{Name}");

    // The serializer refuses a null in a property that has none, but not in a collection.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Tags?.Values.Contains(null!) == true || Stats?.Contains(null!) == true)
        {
            throw new JsonException("There is a null in place of a tag or of a day's statistics.");
        }
    }
}
