using System.Text.Json.Serialization;

namespace Quay.Client.Users;

/// <summary>The list of the starred repositories, of which only the shape counts: a login page is none.</summary>
internal sealed record StarredRepositories
{
    [JsonPropertyName("repositories")]
    public required IReadOnlyList<StarredRepository> Repositories { get; init; }

    internal sealed record StarredRepository;
}
