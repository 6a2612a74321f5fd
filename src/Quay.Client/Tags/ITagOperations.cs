using Quay.Client.Names;
using Quay.Client.Paging;

namespace Quay.Client.Tags;

/// <summary>Reads the tags of repositories. Safe for use by several threads at once. Minor versions add members.</summary>
public interface ITagOperations
{
    /// <summary>
    /// Reads the tag history of a repository, newest rows first: each tag's present row and those that ended, as far back as the repository's time
    /// machine keeps them (<see cref="Repositories.Repository.TagExpiration"/>).
    /// Speaks to <c>GET /api/v1/repository/{repository}/tag/</c>, once a page.
    /// </summary>
    /// <param name="repository">The repository, such as <c>quayadmin/busybox</c>.</param>
    /// <param name="query">Which rows, and how many a page; null for every row, 100 a page.</param>
    /// <param name="cancellationToken">Ends the reading, in flight and between rows, whenever it is enumerated.</param>
    /// <returns>The rows. Nothing is requested until they are enumerated; enumerating throws what the remarks name.</returns>
    /// <remarks>
    /// <para>A row that a push shifts onto the next page while the list is read is given once. Quay's collector can remove rows while the list is
    /// read, and make it skip others.</para>
    /// <para>Enumerating throws <see cref="Errors.QuayNotFoundException"/> (no such repository), <see cref="Errors.QuayAuthenticationException"/>,
    /// <see cref="Errors.QuayPermissionException"/>, <see cref="Errors.QuayRateLimitException"/>, <see cref="Errors.QuayTimeoutException"/>,
    /// <see cref="Errors.QuayConnectionException"/>, <see cref="Errors.QuayResponseException"/> (pages that do not follow each other among them), or
    /// <see cref="Errors.QuayException"/> for any other error.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="repository"/> is <c>default(RepositoryName)</c>; a text that is not the name of a repository throws where it is made one.
    /// </exception>
    QuayPageable<TagHistoryEntry> GetHistory(RepositoryName repository, TagHistoryQuery? query = null, CancellationToken cancellationToken = default);
}
