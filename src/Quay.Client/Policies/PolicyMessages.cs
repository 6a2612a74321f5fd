namespace Quay.Client;

/// <summary>The answer of <c>GET …policy/</c>.</summary>
internal sealed record PolicyList<T> : IJsonOnDeserialized
    where T : class
{
    [JsonPropertyName("policies")]
    public required IReadOnlyList<T> Policies { get; init; }

    // The serializer refuses a null in a property that has none, but not in a collection.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Policies.Contains(null!))
        {
            throw new JsonException("There is a null in place of a policy.");
        }
    }
}

/// <summary>The answer of <c>POST …policy/</c> and of <c>DELETE …policy/{uuid}</c>.</summary>
internal sealed record PolicyId
{
    [JsonPropertyName("uuid")]
    public required string Uuid { get; init; }
}
