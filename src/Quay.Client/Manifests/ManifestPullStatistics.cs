namespace Quay.Client;

/// <summary>Represents how often a manifest was pulled, by its digest or by any tag.</summary>
public sealed class ManifestPullStatistics
{
    /// <summary>Gets the digest of the manifest.</summary>
    [JsonPropertyName("manifest_digest")]
    public required string ManifestDigest { get; init; }

    /// <summary>Gets the number of pulls.</summary>
    [JsonPropertyName("manifest_pull_count")]
    public required long PullCount { get; init; }

    /// <summary>Gets the time of the last pull (UTC, whole seconds); null if there was none.</summary>
    [JsonPropertyName("last_manifest_pull_date")]
    [JsonConverter(typeof(Rfc2822DateConverter))]
    public DateTimeOffset? LastPull { get; init; }

    /// <summary>Returns the digest, the number of pulls and the time of the last one (UTC) on one line.</summary>
    public override string ToString() => SafeLine.Of($"{ManifestDigest}: {Counted.Of(PullCount, "pull")}, last {LastPull}");
}
