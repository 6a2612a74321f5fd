namespace Quay.Client;

/// <summary>The body of <c>POST /api/v1/repository</c>.</summary>
internal sealed record NewRepository(
    [property: JsonPropertyName("repository")] string Repository,
    [property: JsonPropertyName("namespace")] string Namespace,
    [property: JsonPropertyName("visibility")] string Visibility,
    [property: JsonPropertyName("description")] string Description);

/// <summary>The answer to it.</summary>
internal sealed record CreatedRepository
{
    [JsonPropertyName("namespace")]
    public required string Namespace { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }
}

/// <summary>The body of <c>PUT /api/v1/repository/{repository}</c>.</summary>
internal sealed record NewDescription([property: JsonPropertyName("description")] string Description);

/// <summary>The body of <c>POST …/changevisibility</c>.</summary>
internal sealed record NewVisibility([property: JsonPropertyName("visibility")] string Visibility);

/// <summary>The body of <c>PUT …/changestate</c>.</summary>
internal sealed record NewState([property: JsonPropertyName("state")] string State);

/// <summary>What Quay answers to a change: <c>{"success": true}</c>.</summary>
internal sealed record ChangeAnswer
{
    [JsonPropertyName("success")]
    public required bool Success { get; init; }
}
