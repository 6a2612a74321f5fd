using Refit;

namespace Quay.Client;

internal interface IUserApi
{
    [Get("/api/v1/user/")]
    Task<User> GetLoggedInUserAsync(CancellationToken cancellationToken);

    // Lists the starred repositories, which an anonymous caller cannot read. If a token is given, the request uses it.
    [Get("/api/v1/repository?starred=true")]
    Task<StarredRepositories> ListStarredReposAsync([Property(CallToken.Name)] CallToken? token, CancellationToken cancellationToken);
}

/// <summary>Represents a list of starred repositories. Only its form matters, which distinguishes it from a login page.</summary>
internal sealed class StarredRepositories
{
    [JsonPropertyName("repositories")]
    public required IReadOnlyList<StarredRepository> Repositories { get; init; }

    internal sealed class StarredRepository;
}
