namespace Quay.Client;

/// <summary>Represents the list of starred repositories. Only its shape matters, to distinguish it from a login page.</summary>
internal sealed record StarredRepositories
{
    [JsonPropertyName("repositories")]
    public required IReadOnlyList<StarredRepository> Repositories { get; init; }

    internal sealed record StarredRepository;
}
