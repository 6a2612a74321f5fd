namespace Quay.Client.Testing;

/// <summary>Specifies the state of a repository. The numeric values are those in the text of Quay's 503 response to a write.</summary>
public enum FakeRepositoryState
{
    /// <summary>Quay accepts writes of tags.</summary>
    Normal = 0,

    /// <summary>The repository is read-only: Quay rejects writes of tags.</summary>
    ReadOnly = 1,

    /// <summary>The repository mirrors another registry: Quay rejects writes of tags.</summary>
    Mirror = 2,
}
