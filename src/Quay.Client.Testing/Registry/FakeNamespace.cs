namespace Quay.Client.Testing.Registry;

/// <summary>An organization or a user: what stands before the first slash of a repository's name.</summary>
public sealed class FakeNamespace
{
    private readonly HashSet<string> _owners = new(StringComparer.Ordinal);

    internal FakeNamespace(string name, bool isOrganization)
    {
        Name = name;
        Email = name + "@example.com";
        IsOrganization = isOrganization;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The address that its avatar is made of.</summary>
    public string Email { get; set; }

    /// <summary>Whether it is an organization, not a user.</summary>
    public bool IsOrganization { get; }

    /// <summary>The window of the time machine: how long the collector keeps a row that ended. Two weeks; zero for none.</summary>
    public TimeSpan TimeMachine { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Whether it has no plan with the company that runs the registry.</summary>
    public bool IsFreeAccount { get; set; } = true;

    /// <summary>How many private repositories its plan allows; counted only with <see cref="FakeFeatures.Billing"/>.</summary>
    public int PrivateRepositories { get; set; }

    /// <summary>Whether a user may use the registry: the tokens of one that is disabled are dead.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Whether a user is a superuser: <c>/user/</c> says so to a token with <c>super:user</c>. It opens no repository of others.</summary>
    public bool IsSuperuser { get; set; }

    /// <summary>The repositories that a user has starred.</summary>
    public ISet<FakeRepository> Stars { get; } = new HashSet<FakeRepository>();

    /// <summary>The users who administer the organization and all that is in it.</summary>
    public IReadOnlyCollection<string> Owners => _owners;

    /// <summary>Makes a user an owner of the organization.</summary>
    /// <returns>The same organization.</returns>
    /// <exception cref="InvalidOperationException">This is a user, whom nobody else owns.</exception>
    public FakeNamespace AddOwner(string user)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        if (!IsOrganization)
        {
            throw new InvalidOperationException($"'{Name}' is a user: only an organization has owners.");
        }

        _owners.Add(user);
        return this;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal bool IsAdministeredBy(string user) => Name == user || _owners.Contains(user);
}
