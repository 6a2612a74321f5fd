namespace Quay.Client;

/// <summary>Specifies the state of a repository.</summary>
public enum RepositoryState
{
    /// <summary>The repository accepts writes (Quay's <c>NORMAL</c>).</summary>
    Normal,

    /// <summary>The repository rejects pushes and changes of tags (Quay's <c>READ_ONLY</c>).</summary>
    ReadOnly,

    /// <summary>The repository mirrors another registry, and rejects pushes (Quay's <c>MIRROR</c>).</summary>
    Mirror,
}
