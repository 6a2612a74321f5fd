using System.Collections.Immutable;

namespace Quay.Client.Testing.Registry;

/// <summary>An organization or a user: what stands before the first slash of a repository's name.</summary>
public sealed class FakeNamespace
{
    private readonly FakeRegistry _registry;

    // Written by one thread at a time, behind the registry's gate; read by any.
    private volatile ImmutableHashSet<string> _owners = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
    private volatile ImmutableHashSet<FakeRepository> _stars = [];

    internal FakeNamespace(FakeRegistry registry, string name, bool isOrganization)
    {
        _registry = registry;
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

    /// <summary>The repositories that a user has starred, as of now.</summary>
    public IReadOnlySet<FakeRepository> Stars => _stars;

    /// <summary>The users who administer the organization and all that is in it, as of now.</summary>
    public IReadOnlyCollection<string> Owners => _owners;

    /// <summary>Makes a user an owner of the organization.</summary>
    /// <returns>The same organization.</returns>
    /// <exception cref="InvalidOperationException">This is a user, whom nobody else owns, or there is no user of that name.</exception>
    public FakeNamespace AddOwner(string user)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        if (!IsOrganization)
        {
            throw new InvalidOperationException($"'{Name}' is a user: only an organization has owners.");
        }

        lock (_registry.Gate)
        {
            _owners = _owners.Add(_registry.NeedUser(user).Name);
        }

        return this;
    }

    /// <summary>Has the user star a repository.</summary>
    /// <returns>The same user.</returns>
    /// <exception cref="InvalidOperationException">This is an organization, which stars nothing.</exception>
    public FakeNamespace Star(FakeRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        if (IsOrganization)
        {
            throw new InvalidOperationException($"'{Name}' is an organization: only a user stars repositories.");
        }

        lock (_registry.Gate)
        {
            _stars = _stars.Add(repository);
        }

        return this;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal bool IsAdministeredBy(string user) => Name == user || _owners.Contains(user);
}
