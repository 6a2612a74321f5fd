namespace Quay.Client;

/// <summary>The answer of <c>GET …/logs</c>.</summary>
internal sealed record LogPage : IJsonOnDeserialized
{
    [JsonPropertyName("logs")]
    public required List<LogEntry> Logs { get; init; }

    [JsonPropertyName("next_page")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextPage { get; init; }

    /// <summary>Whether the log could not be searched, and <see cref="Logs"/> is empty for that reason alone.</summary>
    [JsonPropertyName("search_unavailable")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? SearchUnavailable { get; init; }

    [JsonPropertyName("message")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    // The serializer refuses a null in a property that has none, but not in a collection.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Logs.Contains(null!))
        {
            throw new JsonException("There is a null in place of an entry.");
        }
    }
}
