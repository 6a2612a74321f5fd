namespace Quay.Client;

/// <summary>The answer of <c>GET /api/v1/repository</c>.</summary>
internal sealed record RepositoryPage : IJsonOnDeserialized
{
    [JsonPropertyName("repositories")]
    public required List<RepositoryListItem> Repositories { get; init; }

    [JsonPropertyName("next_page")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextPage { get; init; }

    // The serializer refuses a null in a property that has none, but not in a collection.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Repositories.Contains(null!))
        {
            throw new JsonException("There is a null in place of a repository.");
        }
    }
}
