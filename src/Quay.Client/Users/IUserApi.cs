using Quay.Client.Transport;
using Refit;

namespace Quay.Client.Users;

/// <summary>The user section of Quay's API, as it is on the wire.</summary>
internal interface IUserApi
{
    [Get("/api/v1/user/")]
    Task<User> GetLoggedInUserAsync(CancellationToken cancellationToken);

    /// <summary>The list of the starred repositories, which an anonymous caller cannot have. It is sent with a token of its own, if one is given.</summary>
    [Get("/api/v1/repository?starred=true")]
    Task<StarredRepositories> ListStarredReposAsync([Property(CallToken.Name)] CallToken? token, CancellationToken cancellationToken);
}
