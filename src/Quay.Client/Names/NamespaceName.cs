namespace Quay.Client;

/// <summary>Checks the name of an organization or a user: the part of a repository's name before the first slash.</summary>
internal static class NamespaceName
{
    public static string Check(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        return !name.Contains('/', StringComparison.Ordinal) && RepositoryName.TryParse(name + "/a", out _)
            ? name
            : throw new ArgumentException(
                $"{Quoted.Text(name)} is not the name of an organization or a user, which has only lower-case letters, digits, '.', '_' "
                + $"and '-'{Advice(name)}.",
                parameter);
    }

    private static string Advice(string name)
    {
        string[] parts = PastedReference.Read(name.Trim().TrimStart('@')).Repository.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string? found = parts is [var host, var behind, ..] && RegistryHost.Is(host) ? behind : parts.FirstOrDefault();
        return found is not null && RepositoryName.TryParse(found + "/a", out _) ? $". Write {Quoted.Text(found)}" : "";
    }
}
