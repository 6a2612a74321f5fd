namespace Quay.Client.Names;

/// <summary>Quay's rule for the name of an organization or a user: that for all before the first slash of a repository's name.</summary>
internal static class NamespaceName
{
    public static string Check(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        return !name.Contains('/', StringComparison.Ordinal) && RepositoryName.TryParse(name + "/a", out _)
            ? name
            : throw new ArgumentException(
                $"{Quoted.Text(name)} is not the name of a namespace: an organization or a user of lower-case letters, digits, '.', '_' and '-'.", parameter);
    }
}
