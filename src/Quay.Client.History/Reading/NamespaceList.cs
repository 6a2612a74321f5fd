namespace Quay.Client.History;

/// <summary>Reads the complete list of the repositories of a namespace.</summary>
internal sealed class NamespaceList(IRepositoryOperations repositories, RepositoryQuery query)
{
    // Gets whether the client has no token. Anonymous results are then expected.
    public bool IsAnonymous
    {
        get
        {
            try
            {
                // Without a token, this throws before any request.
                _ = repositories.List(RepositoryQuery.Starred);
                return false;
            }
            catch (ArgumentException)
            {
                return true;
            }
        }
    }

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

            report?.Invoke(listed.Count);
        }

        return [.. listed.Values];
    }
}

/// <summary>Holds what is needed of an item of the list of repositories.</summary>
internal sealed record ListedRepository(string FullName, DateTimeOffset? LastModified, string? State);
