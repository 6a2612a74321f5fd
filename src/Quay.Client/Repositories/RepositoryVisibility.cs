namespace Quay.Client;

/// <summary>Who may pull from a repository.</summary>
public enum RepositoryVisibility
{
    /// <summary>Those who have a role in it.</summary>
    Private,

    /// <summary>Everyone.</summary>
    Public,
}
