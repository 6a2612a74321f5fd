namespace Quay.Client.History;

/// <summary>Of which rows a history was read, and when.</summary>
internal sealed record HistoryBounds
{
    public required string Repository { get; init; }

    /// <summary>The root of the Quay; null for rows that were at hand.</summary>
    public Uri? Registry { get; init; }

    /// <summary>Which tags; null for all.</summary>
    public string? Pattern { get; init; }

    public required RetentionHorizon Horizon { get; init; }

    /// <summary>Whether the collector may have made the list skip rows.</summary>
    public required bool IsIncomplete { get; init; }
}
