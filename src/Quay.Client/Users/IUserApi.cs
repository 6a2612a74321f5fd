using Refit;

namespace Quay.Client.Users;

/// <summary>The user section of Quay's API, as it is on the wire.</summary>
internal interface IUserApi
{
    [Get("/api/v1/user/")]
    Task<User> GetLoggedInUserAsync(CancellationToken cancellationToken);

    /// <summary>The list of the starred repositories, unread: that it is answered at all is what tells a live token.</summary>
    [Get("/api/v1/repository?starred=true")]
    Task<string?> ListStarredReposAsync(CancellationToken cancellationToken);
}
