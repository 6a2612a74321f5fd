namespace Quay.Client;

/// <summary>
/// Specifies the repositories to list. Create a query with a factory member, and set options in a <c>with</c> expression:
/// <c>RepositoryQuery.InNamespace("acme") with { WithLastModified = true }</c>.
/// </summary>
public sealed record RepositoryQuery
{
    private RepositoryQuery()
    {
    }

    /// <summary>
    /// Gets the query for the repositories that the token's user starred. It requires a token. Quay returns <b>at most 99</b>, and does not
    /// report that there are more.
    /// </summary>
    public static RepositoryQuery Starred { get; } = new() { IsStarred = true };

    /// <summary>
    /// Gets the query for all public repositories, and for those in which the token's user has a role. On quay.io, the list is very long.
    /// </summary>
    public static RepositoryQuery Public { get; } = new() { IncludesPublic = true };

    /// <summary>Gets the organization or user whose repositories are listed; null for all.</summary>
    public string? Namespace { get; private init; }

    /// <summary>Gets whether to include public repositories in which the token's user has no role.</summary>
    public bool IncludesPublic { get; private init; }

    /// <summary>Gets whether to list only the starred repositories.</summary>
    public bool IsStarred { get; private init; }

    /// <summary>Gets whether to request <see cref="RepositoryListItem.LastModified"/> (Quay's <c>last_modified</c>).</summary>
    public bool WithLastModified { get; init; }

    /// <summary>Gets whether to request <see cref="RepositoryListItem.Popularity"/> (Quay's <c>popularity</c>).</summary>
    public bool WithPopularity { get; init; }

    /// <summary>
    /// Gets the position after which the list is read (<see cref="QuayPage{T}.PositionAfter"/>); null for the start. Quay
    /// keeps a position for two days. After that, the enumeration throws <see cref="QuayResponseException"/>.
    /// </summary>
    public ListPosition? StartAfter { get; init; }

    /// <summary>Creates a query for the repositories of an organization or a user. An unknown name yields an empty list.</summary>
    /// <param name="name">The organization or user.</param>
    /// <param name="includePublic">True to include public repositories in which the token's user has no role. Without a token, the list is
    /// empty unless this is true.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not the name of a namespace.</exception>
    public static RepositoryQuery InNamespace(string name, bool includePublic = false) =>
        new() { Namespace = NamespaceName.Check(name, nameof(name)), IncludesPublic = includePublic };

    /// <summary>Returns a description of the query on one line.</summary>
    public override string ToString()
    {
        string options = (WithLastModified ? ", with last_modified" : "") + (WithPopularity ? ", with popularity" : "");
        return SafeLine.Of($"{Describe()}{options}");
    }

    /// <summary>Returns the key of the list in positions: the address of its pages.</summary>
    internal string Address()
    {
        string?[] parameters =
        [
            Namespace is null ? null : $"namespace={Namespace}",
            IncludesPublic ? "public=true" : null,
            IsStarred ? "starred=true" : null,
        ];
        return $"/api/v1/repository?{string.Join('&', parameters.OfType<string>())}";
    }

    /// <summary>Returns the name of the list for messages.</summary>
    internal string Describe() => this switch
    {
        { IsStarred: true } => "The list of the starred repositories",
        { Namespace: { } name } => $"The list of the repositories of {name}",
        _ => "The list of the public repositories",
    };
}
