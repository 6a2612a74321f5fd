using Quay.Client.Errors;
using Quay.Client.Names;

namespace Quay.Client.Repositories;

/// <summary>Reads repositories. Safe for use by several threads at once. Minor versions add members.</summary>
public interface IRepositoryOperations
{
    /// <summary>
    /// Reads a repository, with at most 500 of the tags that are alive (<see cref="Repository.TagsMayBeCut"/>).
    /// Speaks to <c>GET /api/v1/repository/{repository}</c>.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="includeTags">Whether <see cref="Repository.Tags"/> is wanted; null leaves it to Quay, which sends them.</param>
    /// <param name="includeStats">Whether <see cref="Repository.Stats"/> is wanted; null leaves it to Quay, which does not send them.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>; a text that is not the name of a repository throws where it is made one.
    /// </exception>
    /// <exception cref="QuayNotFoundException">There is no such repository.</exception>
    /// <exception cref="QuayAuthenticationException">It is private or missing, and the token is too: missing, expired or not an OAuth token.</exception>
    /// <exception cref="QuayPermissionException">The token's user or scope may not read it, or it does not exist and the user may not know.</exception>
    /// <exception cref="QuayRateLimitException">Too many requests.</exception>
    /// <exception cref="QuayTimeoutException">No whole answer in time.</exception>
    /// <exception cref="QuayConnectionException">No answer.</exception>
    /// <exception cref="QuayResponseException">The answer is not a repository.</exception>
    /// <exception cref="QuayException">Any other error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<Repository> GetAsync(RepositoryName repository, bool? includeTags = null, bool? includeStats = null, CancellationToken cancellationToken = default);
}
