namespace Quay.Client.Testing;

/// <summary>Specifies what a user can do in a repository. Each role includes the previous ones.</summary>
public enum FakeRole
{
    /// <summary>The user can read and pull.</summary>
    Read,

    /// <summary>The user can also push, and move and delete tags.</summary>
    Write,

    /// <summary>The user can also delete the repository, and change its visibility, state, permissions and policies.</summary>
    Admin,
}
