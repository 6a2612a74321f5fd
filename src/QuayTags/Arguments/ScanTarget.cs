using Quay.Client;

namespace QuayTags;

/// <summary>Represents what a command reads: one repository, or all repositories of a namespace.</summary>
/// <param name="Namespace">The organization or user.</param>
/// <param name="Repository">The repository; null for all.</param>
internal sealed record ScanTarget(string Namespace, RepositoryName? Repository)
{
    /// <exception cref="ArgumentException">The text is neither a namespace nor a repository.</exception>
    public static ScanTarget Parse(string text)
    {
        if (!text.Contains('/', StringComparison.Ordinal))
        {
            return new ScanTarget(RepositoryQuery.InNamespace(ImageReference.RequireNamespace(text)).Namespace!, Repository: null);
        }

        var repository = RepositoryName.Parse(ImageReference.RequireRepository(text));
        return new ScanTarget(repository.Namespace, repository);
    }
}
