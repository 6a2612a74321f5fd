namespace Quay.Client;

/// <summary>Specifies who can pull from a repository.</summary>
public enum RepositoryVisibility
{
    /// <summary>Only users with a role in the repository can pull from it.</summary>
    Private,

    /// <summary>Everyone can pull from the repository.</summary>
    Public,
}
