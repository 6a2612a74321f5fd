namespace Quay.Client;

/// <summary>What a namespace or a repository takes up, where the server counts it.</summary>
public sealed record QuotaReport
{
    /// <summary>The size, in bytes; null where Quay has not counted it.</summary>
    [JsonPropertyName("quota_bytes")]
    public long? QuotaBytes { get; init; }

    /// <summary>The most that it may take up, in bytes; null without a limit.</summary>
    [JsonPropertyName("configured_quota")]
    public long? ConfiguredQuota { get; init; }

    /// <summary>How far the count has got that is under way, such as <c>complete</c>; null for a repository.</summary>
    [JsonPropertyName("running_backfill")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RunningBackfill { get; init; }

    /// <summary>How far the first count has got, such as <c>complete</c>; null for a repository.</summary>
    [JsonPropertyName("backfill_status")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BackfillStatus { get; init; }

    /// <summary>Returns the bytes used and the quota on one line.</summary>
    public override string ToString() => SafeText.Line($"{QuotaBytes ?? 0} bytes used{(ConfiguredQuota is { } quota ? SafeText.Line($" of {quota}") : "")}");
}
