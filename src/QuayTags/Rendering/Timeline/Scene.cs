namespace QuayTags;

/// <summary>Represents the content of a picture.</summary>
internal sealed record Scene
{
    public required string Repository { get; init; }

    /// <summary>Gets the pattern of the tags; null for all tags.</summary>
    public string? Pattern { get; init; }

    public required IReadOnlyList<Lane> Lanes { get; init; }

    public required TimeRange Range { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Gets how long the time machine keeps ended entries; null if it is unknown.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Gets the time before which ended entries may be missing.</summary>
    public DateTimeOffset CompleteFrom => TimeRange.Before(Now, Window ?? TimeSpan.Zero);
}
