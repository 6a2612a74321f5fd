using Quay.Client;

namespace QuayTags;

/// <summary>Represents what a command covers: one repository, or all repositories of a namespace.</summary>
/// <param name="Namespace">The organization or user.</param>
/// <param name="Repository">The repository; null for all.</param>
internal sealed record RepositoryOrNamespace(string Namespace, RepositoryName? Repository)
{
    /// <exception cref="ArgumentException">The text is neither a namespace nor a repository.</exception>
    public static RepositoryOrNamespace Parse(string text)
    {
        if (!text.Contains('/', StringComparison.Ordinal))
        {
            RepositoryQuery query = RepositoryQuery.InNamespace(ImageReference.RequireNamespace(text));
            return new RepositoryOrNamespace(query.Namespace!, Repository: null);
        }

        var repository = RepositoryName.Parse(ImageReference.RequireRepository(text));
        return new RepositoryOrNamespace(repository.Namespace, repository);
    }
}
