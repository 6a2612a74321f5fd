namespace Quay.Client;

/// <summary>A tag of a repository, both validated.</summary>
internal readonly record struct TagReference
{
    private TagReference(RepositoryName repository, TagName name) => (Repository, Name) = (repository.ThrowIfDefault(), name);

    public RepositoryName Repository { get; }

    public TagName Name { get; }

    // Creates a reference for the query of a request, where no name is ambiguous.
    public static TagReference InQuery(RepositoryName repository, TagName tag) => new(repository, tag.ThrowIfDefault());

    public static TagReference InPath(RepositoryName repository, TagName tag) => new(repository, tag.ThrowIfNotAddressable());

    // Creates a reference for Quay's PUT, which rejects names that cannot be pushed; its other routes accept them.
    public static TagReference Pushable(RepositoryName repository, TagName tag) => new(repository, tag.ThrowIfNotPushable());

    // Returns the reference for a message; quotes a name that only a restoration can create.
    public override string ToString() => $"{Repository}:{(Name.CanBePushed ? Name.ToString() : Quoted.Text(Name.ToString()))}";
}
