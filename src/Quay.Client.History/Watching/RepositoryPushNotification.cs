namespace Quay.Client.History;

/// <summary>
/// Represents the body of the request that Quay sends for its event <c>repo_push</c> (Push to Repository) to a webhook without a template.
/// Quay sends it for pushes only, and may send it late, twice or not at all. Use it to wake a watch (<see cref="TagWatch.Wake"/>).
/// </summary>
/// <remarks>Quay does not sign its notifications. Do not trust their content, and keep the address of the webhook secret.</remarks>
public sealed class RepositoryPushNotification : IJsonOnDeserialized
{
    /// <summary>Gets the full name of the repository, such as <c>acme/app</c>.</summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>Gets the organization or user that owns the repository.</summary>
    [JsonPropertyName("namespace")]
    public required string Namespace { get; init; }

    /// <summary>Gets the name within the namespace.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Gets the address for pulls, without a scheme, such as <c>quay.io/acme/app</c>; null if Quay does not report it.</summary>
    [JsonPropertyName("docker_url")]
#pragma warning disable CA1056 // It has no scheme.
    public string? DockerUrl { get; init; }
#pragma warning restore CA1056

    /// <summary>Gets the address of the repository in Quay's web interface; null if Quay does not report it.</summary>
    [JsonPropertyName("homepage")]
    public string? Homepage { get; init; }

    /// <summary>Gets the tags that were pushed.</summary>
    [JsonPropertyName("updated_tags")]
    public required IReadOnlyList<string> UpdatedTags { get; init; }

    /// <summary>Reads a notification from the body of Quay's request.</summary>
    /// <param name="json">The body. Unknown properties are ignored.</param>
    /// <exception cref="JsonException">The JSON is not such a notification: a required property is missing, null or of another type, or the
    /// repository is not <c>namespace/name</c>.</exception>
    public static RepositoryPushNotification Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonSerializer.Deserialize(json, NotificationJsonContext.Default.RepositoryPushNotification)
            ?? throw new JsonException("The notification is null.");
    }

    /// <summary>Returns the repository and its pushed tags on one line.</summary>
    public override string ToString() => SafeLine.Of($"{Repository}: pushed {string.Join(", ", UpdatedTags ?? [])}");

    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Repository != $"{Namespace}/{Name}" || !RepositoryName.TryParse(Repository, out _) || UpdatedTags?.Contains(null!) != false)
        {
            throw new JsonException("The notification does not name its repository as 'namespace/name', or has a null instead of a tag.");
        }
    }
}

[JsonSourceGenerationOptions(AllowDuplicateProperties = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RepositoryPushNotification))]
internal sealed partial class NotificationJsonContext : JsonSerializerContext;
