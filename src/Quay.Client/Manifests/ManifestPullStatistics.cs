namespace Quay.Client;

/// <summary>How often a manifest was pulled, by its digest and by its tags.</summary>
public sealed record ManifestPullStatistics
{
    /// <summary>The digest of the manifest.</summary>
    [JsonPropertyName("manifest_digest")]
    public required string ManifestDigest { get; init; }

    /// <summary>How often it was pulled.</summary>
    [JsonPropertyName("manifest_pull_count")]
    public required long PullCount { get; init; }

    /// <summary>When it was pulled last, in UTC and whole seconds; null for never.</summary>
    [JsonPropertyName("last_manifest_pull_date")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    public DateTimeOffset? LastPull { get; init; }

    /// <summary>Returns the digest, the number of pulls and the time of the last one (UTC) on one line.</summary>
    public override string ToString() => SafeText.Line($"{ManifestDigest}: {Counted.Of(PullCount, "pull")}, last {LastPull}");
}
