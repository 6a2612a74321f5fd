namespace Quay.Client.History;

/// <summary>Converts the full names that Quay returns.</summary>
internal static class FullName
{
    // Unlike RepositoryName.Parse, this accepts a namespace that looks like the host of a registry.
    public static RepositoryName Parse(string repository) => repository.Split('/', 2) is [var space, var name]
        ? RepositoryName.Create(space, name)
        : throw new ArgumentException(SafeLine.Of($"'{repository}' has no namespace."), nameof(repository));

    // Quay can list a name that breaks the rules of this client.
    public static bool TryParse(string repository, out RepositoryName result)
    {
        try
        {
            result = Parse(repository);
            return true;
        }
        catch (ArgumentException)
        {
            result = default;
            return false;
        }
    }
}
