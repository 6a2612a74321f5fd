namespace Quay.Client;

/// <summary>
/// Detects nested repositories whose path is also a route of another repository. For example, a DELETE of <c>acme/app/tag/latest</c>
/// deletes the tag <c>latest</c> of <c>acme/app</c>.
/// </summary>
internal static class RouteCollision
{
    // The routes of DELETE and PUT under a repository: a word with the name of an item, or only a word.
    private static readonly string[] WithName =
        ["tag", "autoprunepolicy", "immutabilitypolicy", "notification", "tokens", "build", "trigger"];

    private static readonly string[] Alone = ["changestate", "mirror"];

    public static string ThrowIfAny(RepositoryName repository, string parameter)
    {
        string path = repository.ThrowIfDefault().ToString();
        string[] parts = path.Split('/');
        bool isAlone = parts.Length > 2 && Alone.Contains(parts[^1]);
        bool isWithName = parts.Length > 3 && WithName.Contains(parts[^2]);
        return isAlone || isWithName || IsPermission(parts)
            ? throw new ArgumentException(
                $"The path of {Quoted.Text(path)} is also a route of another repository, which Quay would change instead.", parameter)
            : path;
    }

    private static bool IsPermission(string[] parts) => parts.Length > 4 && parts[^3] == "permissions" && parts[^2] is ("user" or "team");
}
