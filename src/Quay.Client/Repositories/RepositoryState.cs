namespace Quay.Client;

/// <summary>The states that a repository can be put into.</summary>
public enum RepositoryState
{
    /// <summary>It takes writes (Quay's <c>NORMAL</c>).</summary>
    Normal,

    /// <summary>It refuses pushes and changes of tags (Quay's <c>READ_ONLY</c>).</summary>
    ReadOnly,

    /// <summary>It is filled from another registry, and refuses pushes (Quay's <c>MIRROR</c>).</summary>
    Mirror,
}
