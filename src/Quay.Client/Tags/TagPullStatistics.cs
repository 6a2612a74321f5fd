namespace Quay.Client;

/// <summary>Represents how often a tag was pulled. Times are UTC days. Deleting a tag resets its counts.</summary>
public sealed record TagPullStatistics
{
    /// <summary>Gets the name of the tag.</summary>
    [JsonPropertyName("tag_name")]
    public required string TagName { get; init; }

    /// <summary>Gets the number of pulls by the name of the tag.</summary>
    [JsonPropertyName("tag_pull_count")]
    public required long TagPullCount { get; init; }

    /// <summary>Gets the day of the last pull by the name of the tag; null if there was none.</summary>
    [JsonPropertyName("last_tag_pull_date")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    public DateTimeOffset? LastTagPullDate { get; init; }

    /// <summary>Gets the digest that the tag points at now; null if Quay does not return it.</summary>
    [JsonPropertyName("current_manifest_digest")]
    public string? CurrentManifestDigest { get; init; }

    /// <summary>Gets the number of pulls of the manifest, by any tag or by its digest.</summary>
    [JsonPropertyName("manifest_pull_count")]
    public long? ManifestPullCount { get; init; }

    /// <summary>Gets the day of the last pull of the manifest; null if there was none.</summary>
    [JsonPropertyName("last_manifest_pull_date")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    public DateTimeOffset? LastManifestPullDate { get; init; }

    /// <summary>Returns the tag, the number of pulls and the day of the last one (UTC) on one line.</summary>
    public override string ToString() => SafeLine.Of($"{TagName}: {Counted.Of(TagPullCount, "pull")}, last {LastTagPullDate}");
}
