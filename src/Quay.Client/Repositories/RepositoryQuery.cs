namespace Quay.Client;

/// <summary>
/// Which repositories to list. Quay needs a selection, so a query is made by one of the factories; what else is wanted is added with <c>with</c>:
/// <c>RepositoryQuery.InNamespace("acme") with { WithLastModified = true }</c>. It cannot change once made.
/// </summary>
public sealed record RepositoryQuery
{
    private RepositoryQuery()
    {
    }

    /// <summary>
    /// Lists the repositories that the token's user starred. Quay returns <b>at most 99</b>, never a second page, and does not indicate that there are more. A
    /// client without a token cannot list them. With an expired or revoked token, the enumeration throws
    /// <see cref="QuayAuthenticationException"/>.
    /// </summary>
    public static RepositoryQuery Starred { get; } = new() { IsStarred = true };

    /// <summary>Every public one of the registry, and those that the token's user has a role in. On quay.io these are very many.</summary>
    public static RepositoryQuery Public { get; } = new() { IncludesPublic = true };

    /// <summary>The organization or user whose repositories are listed; null for all.</summary>
    public string? Namespace { get; private init; }

    /// <summary>Whether public ones are listed too, beside those that the token's user has a role in.</summary>
    public bool IncludesPublic { get; private init; }

    /// <summary>Whether the starred ones are listed, and no other.</summary>
    public bool IsStarred { get; private init; }

    /// <summary>Whether <see cref="RepositoryListItem.LastModified"/> is wanted (Quay's <c>last_modified</c>).</summary>
    public bool WithLastModified { get; init; }

    /// <summary>Whether <see cref="RepositoryListItem.Popularity"/> is wanted (Quay's <c>popularity</c>).</summary>
    public bool WithPopularity { get; init; }

    /// <summary>Those of an organization or a user. One that does not exist has none.</summary>
    /// <param name="name">The organization or user.</param>
    /// <param name="includePublic">
    /// Whether to list also the public ones that the token's user has no role in; without a live token there are no others.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not the name of a namespace.</exception>
    public static RepositoryQuery InNamespace(string name, bool includePublic = false) =>
        new() { Namespace = NamespaceName.Check(name, nameof(name)), IncludesPublic = includePublic };

    /// <summary>What is selected, as a message names the list.</summary>
    internal string Describe() => this switch
    {
        { IsStarred: true } => "The list of the starred repositories",
        { Namespace: { } name } => $"The list of the repositories of {name}",
        _ => "The list of the public repositories",
    };

    /// <summary>Returns a description of the query on one line.</summary>
    public override string ToString() => SafeText.Line($"{Describe()}{(WithLastModified ? ", with last_modified" : "")}{(WithPopularity ? ", with popularity" : "")}");
}
