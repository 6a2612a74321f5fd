using System.Net;

namespace Quay.Client.History;

/// <summary>Reads the complete list of the repositories of a namespace.</summary>
internal sealed class NamespaceList(IRepositoryOperations repositories, RepositoryQuery query)
{
    // Gets whether the last list was read without a token.
    public bool IsAnonymous { get; private set; }

    // Throws if a page cannot be read, or if Quay returned what an anonymous caller sees.
    public async Task<List<ListedRepository>> ReadAsync(Action<int>? report = null, CancellationToken cancellationToken = default)
    {
        // A repository that is deleted and created again during the list is listed twice.
        var listed = new OrderedDictionary<string, ListedRepository>(StringComparer.Ordinal);
        await foreach (QuayPage<RepositoryListItem> page in repositories.List(query, cancellationToken).AsPages().ConfigureAwait(false))
        {
            foreach (RepositoryListItem item in page.Items)
            {
                var repository = new ListedRepository($"{item.Namespace}/{item.Name}", item.LastModified, item.State);
                listed[repository.FullName] = repository;
            }

            if (page.Items.All(item => item.IsStarred is null))
            {
                await VerifyTokenAsync(cancellationToken).ConfigureAwait(false);
            }

            report?.Invoke(listed.Count);
        }

        return [.. listed.Values];
    }

    // The list verifies a token only every five minutes. Until then, an empty page could be that of a token that has expired. The list of
    // the starred repositories always requires a valid token.
    private async Task VerifyTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await repositories.List(RepositoryQuery.Starred, cancellationToken).AnyAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            // The client has no token, so the caller expects what an anonymous caller sees.
            IsAnonymous = true;
        }
        catch (QuayAuthenticationException fault)
        {
            throw new QuayAuthenticationException(
                $"The list of the repositories of {query.Namespace} is incomplete, because Quay does not accept the token. Replace the "
                + "token, and continue with the new one.",
                fault);
        }
        catch (QuayException fault) when (IsPermanent(fault.StatusCode))
        {
            // A proxy blocks this request, or the token provider returned no token.
        }
    }

    private static bool IsPermanent(HttpStatusCode? status) =>
        status is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);
}

/// <summary>Holds what is needed of an item of the list of repositories.</summary>
internal sealed record ListedRepository(string FullName, DateTimeOffset? LastModified, string? State);
