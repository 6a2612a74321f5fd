using Refit;

namespace Quay.Client;

/// <summary>The user section of Quay's API, as it is on the wire.</summary>
internal interface IUserApi
{
    [Get("/api/v1/user/")]
    Task<User> GetLoggedInUserAsync(CancellationToken cancellationToken);

    // Lists the starred repositories, which an anonymous caller cannot read. The request uses the given token, if there is one.
    [Get("/api/v1/repository?starred=true")]
    Task<StarredRepositories> ListStarredReposAsync([Property(CallToken.Name)] CallToken? token, CancellationToken cancellationToken);
}

/// <summary>Only the shape of the list matters, to distinguish it from a login page.</summary>
internal sealed class StarredRepositories
{
    [JsonPropertyName("repositories")]
    public required IReadOnlyList<StarredRepository> Repositories { get; init; }

    internal sealed class StarredRepository;
}
