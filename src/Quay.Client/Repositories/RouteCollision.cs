namespace Quay.Client;

/// <summary>
/// Names of nested repositories that end like a route of the repository that they seem nested in: a DELETE of <c>acme/app/tag/latest</c> deletes the tag
/// <c>latest</c> of <c>acme/app</c>.
/// </summary>
internal static class RouteCollision
{
    // What a DELETE or a PUT under a repository can be: a word and what it names, or a word alone.
    private static readonly string[] WithName =
        ["tag", "autoprunepolicy", "immutabilitypolicy", "notification", "tokens", "build", "trigger"];

    private static readonly string[] Alone = ["changestate", "mirror"];

    /// <exception cref="ArgumentException">The path of the repository is that of something else.</exception>
    public static string ThrowIfAny(RepositoryName repository, string parameter)
    {
        string path = repository.Checked(parameter);
        string[] parts = path.Split('/');
        bool isRoute = parts.Length > 2 && (Alone.Contains(parts[^1]) || (parts.Length > 3 && WithName.Contains(parts[^2])) || IsPermission(parts));
        return isRoute
            ? throw new ArgumentException($"{Quoted.Text(path)} has the path of something in another repository, which Quay would change instead.", parameter)
            : path;
    }

    private static bool IsPermission(string[] parts) => parts.Length > 4 && parts[^3] == "permissions" && parts[^2] is ("user" or "team");
}
