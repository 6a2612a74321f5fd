namespace Quay.Client;

/// <summary>How Quay's web pages draw a user, an organization or a robot.</summary>
public sealed record Avatar
{
    /// <summary>The name that it is of.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>A hash made of the e-mail address or the name.</summary>
    [JsonPropertyName("hash")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hash { get; init; }

    /// <summary>The colour, such as <c>#393b79</c>.</summary>
    [JsonPropertyName("color")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Color { get; init; }

    /// <summary>What it is of: <c>user</c>, <c>org</c>, <c>robot</c> or <c>team</c>.</summary>
    [JsonPropertyName("kind")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>Returns the name.</summary>
    public override string ToString() => SafeText.Line($"{Name}");
}
