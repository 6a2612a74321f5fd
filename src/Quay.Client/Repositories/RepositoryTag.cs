namespace Quay.Client;

/// <summary>A tag that is alive, as a repository lists it. All times are UTC, in whole seconds.</summary>
public sealed record RepositoryTag
{
    /// <summary>The name of the tag.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The sum of the sizes of the layers, compressed, in bytes; null for most manifest lists and where Quay never computed it.</summary>
    [JsonPropertyName("size")]
    public long? Size { get; init; }

    /// <summary>When the tag began to point at its manifest; null when Quay does not know.</summary>
    [JsonPropertyName("last_modified")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>When the tag will expire; null when it will not.</summary>
    [JsonPropertyName("expiration")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>The digest of the manifest that the tag points at, such as <c>sha256:0cd3…</c>; null where Quay does not say.</summary>
    [JsonPropertyName("manifest_digest")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ManifestDigest { get; init; }

    /// <summary>Returns the name, the digest and the times (UTC) on one line.</summary>
    public override string ToString() => SafeText.Line($"{Name} {ManifestDigest}, modified {LastModified}{(Expiration is { } end ? SafeText.Line($", expires {end}") : "")}");
}
