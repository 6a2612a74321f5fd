namespace Quay.Client.Testing;

/// <summary>Specifies the state of a repository. The values are those in Quay's 503 response.</summary>
public enum FakeRepositoryState
{
    /// <summary>Quay accepts writes of tags.</summary>
    Normal = 0,

    /// <summary>The repository is read-only: Quay rejects writes of tags.</summary>
    ReadOnly = 1,

    /// <summary>The repository mirrors another registry: Quay rejects writes of tags.</summary>
    Mirror = 2,
}
