namespace Quay.Client.History;

/// <summary>Represents the content of a <see cref="WatchPosition"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WatchState : IJsonOnDeserialized
{
    [JsonPropertyName("registry")]
    public required Uri Registry { get; init; }

    // Gets the repository; null if a namespace is watched.
    [JsonPropertyName("repository")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Repository { get; init; }

    [JsonPropertyName("namespace")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Namespace { get; init; }

    [JsonPropertyName("pattern")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pattern { get; init; }

    // Gets the time up to which all repositories of a namespace are known; null until each was read once.
    [JsonPropertyName("listed_at")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ListedAt { get; init; }

    [JsonPropertyName("repositories")]
    public IReadOnlyDictionary<string, WatchedRepository> Repositories { get; init; } = new Dictionary<string, WatchedRepository>();

    // Gets the events that were read, but not delivered yet.
    [JsonPropertyName("pending")]
    public IReadOnlyList<TagEvent> Pending { get; init; } = [];

    [JsonIgnore]
    public string Scope => Repository ?? Namespace ?? "";

    public WatchState With(string repository, WatchedRepository watched) => this with
    {
        Repositories = new Dictionary<string, WatchedRepository>(Repositories, StringComparer.Ordinal) { [repository] = watched },
    };

    // The serializer accepts nulls in collections.
    public void OnDeserialized()
    {
        if ((Repository is null) == (Namespace is null)
            || Repositories.Values.Any(repository => repository?.Tags.Values.Contains(null!) != false)
            || Pending.Contains(null!))
        {
            throw new JsonException("The position has a null instead of a repository, a tag or an event.");
        }
    }
}

[JsonSourceGenerationOptions(
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(WatchState))]
internal sealed partial class WatchStateJsonContext : JsonSerializerContext;
