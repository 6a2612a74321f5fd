namespace Quay.Client;

/// <summary>Who may pull from a repository.</summary>
public enum RepositoryVisibility
{
    /// <summary>Only users with a role in the repository.</summary>
    Private,

    /// <summary>Everyone.</summary>
    Public,
}
