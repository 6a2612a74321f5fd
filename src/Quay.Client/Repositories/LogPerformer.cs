namespace Quay.Client;

/// <summary>Who did what an entry of a usage log is about.</summary>
public sealed record LogPerformer
{
    /// <summary>The name of the user or robot.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>What it is, such as <c>user</c>; null where Quay does not say.</summary>
    [JsonPropertyName("kind")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>Whether it is a robot account; null where Quay does not say.</summary>
    [JsonPropertyName("is_robot")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsRobot { get; init; }

    /// <summary>How it is drawn; null where Quay does not say.</summary>
    [JsonPropertyName("avatar")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Avatar? Avatar { get; init; }

    /// <summary>Returns the name and the kind on one line.</summary>
    public override string ToString() => SafeText.Line($"{Name}{(Kind is null ? "" : " (" + Kind + ")")}");
}
