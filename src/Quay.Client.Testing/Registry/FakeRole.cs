namespace Quay.Client.Testing;

/// <summary>What a user may do in a repository; each includes those before it.</summary>
public enum FakeRole
{
    /// <summary>See and pull it.</summary>
    Read,

    /// <summary>Push to it, move and delete its tags.</summary>
    Write,

    /// <summary>Delete it, change who sees it, its state and its policies.</summary>
    Admin,
}
