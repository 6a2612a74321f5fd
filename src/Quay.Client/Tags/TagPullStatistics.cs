namespace Quay.Client;

/// <summary>How often a tag was pulled. All times are UTC, cut to days. Deleting a tag clears what was counted.</summary>
public sealed record TagPullStatistics
{
    /// <summary>The name of the tag.</summary>
    [JsonPropertyName("tag_name")]
    public required string TagName { get; init; }

    /// <summary>How often it was pulled by its name.</summary>
    [JsonPropertyName("tag_pull_count")]
    public required long TagPullCount { get; init; }

    /// <summary>The day of the last pull by its name; null for none.</summary>
    [JsonPropertyName("last_tag_pull_date")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    public DateTimeOffset? LastTagPullDate { get; init; }

    /// <summary>The digest of the manifest that it points at now; null where Quay does not say.</summary>
    [JsonPropertyName("current_manifest_digest")]
    public string? CurrentManifestDigest { get; init; }

    /// <summary>How often that manifest was pulled, by this tag, another one, or its digest.</summary>
    [JsonPropertyName("manifest_pull_count")]
    public long? ManifestPullCount { get; init; }

    /// <summary>The day of the last pull of that manifest; null for none.</summary>
    [JsonPropertyName("last_manifest_pull_date")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    public DateTimeOffset? LastManifestPullDate { get; init; }

    /// <summary>Returns the tag, the number of pulls and the time of the last one (UTC) on one line.</summary>
    public override string ToString() => SafeText.Line($"{TagName}: {Counted.Of(TagPullCount, "pull")}, last {LastTagPullDate}");
}
