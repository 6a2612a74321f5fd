namespace QuayTags;

/// <summary>What a picture shows.</summary>
internal sealed record Scene
{
    public required string Repository { get; init; }

    /// <summary>Which tags were asked for; null for all.</summary>
    public string? Pattern { get; init; }

    public required IReadOnlyList<Lane> Lanes { get; init; }

    public required TimeRange Range { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>How long the time machine keeps rows; null when that is not known.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Before it, rows that ended may be gone.</summary>
    public DateTimeOffset CompleteFrom => TimeRange.Before(Now, Window ?? TimeSpan.Zero);
}
