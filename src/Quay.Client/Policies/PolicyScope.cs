namespace Quay.Client;

/// <summary>
/// Identifies what a policy applies to: one repository, or all repositories of an organization or of the current user. A
/// <see cref="RepositoryName"/> and a string such as <c>"acme/app"</c> convert implicitly.
/// </summary>
public readonly record struct PolicyScope
{
    private readonly string? _path;

    private PolicyScope(string path) => _path = path;

    /// <summary>Gets the scope of the user of the token. It supports auto-prune policies, but not immutability policies.</summary>
    public static PolicyScope CurrentUser => new("user");

    internal string? RepositoryPath => _path?.Split('/', 2) is ["repository", var name] ? name : null;

    /// <summary>Converts the name of a repository to its scope.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    public static implicit operator PolicyScope(RepositoryName repository) => Repository(repository);

    /// <summary>Converts the name of a repository to its scope.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>. For an organization, use <see cref="Organization"/>.</param>
    public static implicit operator PolicyScope(string repository) => Repository(repository);

    /// <summary>Creates the scope of a repository.</summary>
    /// <param name="repository">The repository, such as <c>acme/app</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="repository"/> is <c>default(RepositoryName)</c>.</exception>
    public static PolicyScope Repository(RepositoryName repository) => new($"repository/{repository.ThrowIfDefault()}");

    /// <summary>Creates the scope of an organization.</summary>
    /// <param name="name">The organization, such as <c>acme</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not the name of an organization.</exception>
    public static PolicyScope Organization(string name) => new($"organization/{NamespaceName.Check(name, nameof(name))}");

    /// <summary>Returns the scope for a message: <c>acme/app</c>, <c>the organization acme</c> or <c>the current user</c>.</summary>
    public override string ToString() => _path?.Split('/', 2) switch
    {
        ["repository", var name] => name,
        ["organization", var name] => $"the organization {name}",
        ["user"] => "the current user",
        _ => "",
    };

    // Returns the path with `{}` for the name.
    internal string? ToRoute() => _path?.Split('/', 2) switch
    {
        [var kind, _] => kind + "/{}",
        _ => _path,
    };

    internal string ToPath(string parameter) =>
        _path ?? throw new ArgumentException("default(PolicyScope) identifies no repository, organization or user.", parameter);
}
