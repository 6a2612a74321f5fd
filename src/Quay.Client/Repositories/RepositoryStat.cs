namespace Quay.Client;

/// <summary>The use of a repository on one day.</summary>
public sealed record RepositoryStat
{
    /// <summary>The day, in UTC.</summary>
    [JsonPropertyName("date")]
    public required DateOnly Date { get; init; }

    /// <summary>How many actions Quay counted on it: pulls and pushes, in the main.</summary>
    [JsonPropertyName("count")]
    public required long Count { get; init; }

    /// <summary>Returns the day and the count on one line.</summary>
    public override string ToString() => SafeText.Line($"{Date}: {Count}");
}
