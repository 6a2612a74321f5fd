namespace Quay.Client.Testing;

/// <summary>Whether a repository takes writes. The numbers are Quay's: its 503 says them.</summary>
public enum FakeRepositoryState
{
    /// <summary>It does.</summary>
    Normal = 0,

    /// <summary>It does not.</summary>
    ReadOnly = 1,

    /// <summary>It is filled from elsewhere.</summary>
    Mirror = 2,
}
