using System.Collections.Immutable;

namespace Quay.Client.Testing;

/// <summary>An organization or a user: what stands before the first slash of a repository's name.</summary>
public sealed class FakeNamespace
{
    private readonly FakeRegistry _registry;

    // Written by one thread at a time, behind the registry's gate; read by any.
    private volatile ImmutableList<string> _owners = [];
    private volatile ImmutableHashSet<FakeRepository> _stars = [];
    private volatile ImmutableList<FakeLogEntry> _log = [];

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

    /// <summary>Gets or sets the limit in <c>quota_report</c>, in bytes; null for no limit. The fake does not enforce it.</summary>
    public long? ConfiguredQuota { get; set; }

    /// <summary>Whether a user may use the registry: the tokens of one that is disabled are dead.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>
    /// Whether a user is a superuser: <c>/user/</c> says so to a token with <c>super:user</c>. It opens no repository of others.
    /// </summary>
    public bool IsSuperuser { get; set; }

    /// <summary>The repositories that a user has starred, as of now.</summary>
    public IReadOnlySet<FakeRepository> Stars => _stars;

    /// <summary>Gets the current auto-prune policies for the tags of all its repositories.</summary>
    public IReadOnlyList<FakeAutoPrunePolicy> AutoPrunePolicies => Policies.AutoPrune;

    /// <summary>Gets the current immutability policies for new tags of all its repositories.</summary>
    public IReadOnlyList<FakeImmutabilityPolicy> ImmutabilityPolicies => Policies.Immutability;

    /// <summary>Gets the current usage log of the namespace and of its repositories, oldest entry first.</summary>
    public IReadOnlyList<FakeLogEntry> Log => _log;

    /// <summary>
    /// Gets the users who currently administer the organization and its repositories, in the order in which they were added.
    /// </summary>
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
            string owner = _registry.RequireUser(user).Name;
            _owners = _owners.Contains(owner) ? _owners : _owners.Add(owner);
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

    /// <summary>Removes the star of a user from a repository.</summary>
    /// <returns>The same user.</returns>
    public FakeNamespace Unstar(FakeRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        lock (_registry.Gate)
        {
            _stars = _stars.Remove(repository);
        }

        return this;
    }

    /// <summary>Adds an auto-prune policy for the tags of all its repositories. An equal policy can already exist.</summary>
    /// <param name="method"><c>number_of_tags</c> or <c>creation_date</c>.</param>
    /// <param name="value">
    /// A number of tags, an <see cref="int"/>, a <see cref="long"/> or a
    /// <see cref="System.Numerics.BigInteger"/>, or an age such as <c>7d</c>.
    /// </param>
    /// <param name="tagPattern">The regular expression for the names of the tags; null for all tags.</param>
    /// <param name="tagPatternMatches">True if the policy applies to the names that match; false for those that do not match.</param>
    /// <exception cref="ArgumentException">The method is unknown, the value does not fit the method, or the pattern is blank.</exception>
    public FakeAutoPrunePolicy AddAutoPrunePolicy(string method, object value, string? tagPattern = null, bool tagPatternMatches = true)
    {
        var policy = FakeAutoPrunePolicy.Create(_registry.NewIdentifier(), method, value, tagPattern, tagPatternMatches);
        lock (_registry.Gate)
        {
            Policies.AutoPrune = Policies.AutoPrune.Add(policy);
        }

        return policy;
    }

    /// <summary>
    /// Adds an immutability policy for new tags of all its repositories, and makes the existing tags that it covers immutable.
    /// </summary>
    /// <param name="tagPattern">A regular expression for whole names.</param>
    /// <param name="tagPatternMatches">True if the policy applies to the names that match; false for those that do not match.</param>
    /// <exception cref="ArgumentException">Quay rejects the pattern.</exception>
    /// <exception cref="InvalidOperationException">Immutable tags are not enabled.</exception>
    public FakeImmutabilityPolicy AddImmutabilityPolicy(string tagPattern, bool tagPatternMatches = true)
    {
        var policy = FakeImmutabilityPolicy.Create(_registry.NewIdentifier(), tagPattern, tagPatternMatches);
        lock (_registry.Gate)
        {
            _registry.RequireImmutability();
            Policies.Immutability = Policies.Immutability.Add(policy);
            MakeImmutable(policy.Covers);
        }

        return policy;
    }

    /// <summary>Adds an entry without a repository to the usage log.</summary>
    public void AddLogEntry(FakeLogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_registry.Gate)
        {
            _log = _log.Add(entry);
        }
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal PolicySet Policies { get; } = new();

    /// <summary>Makes the live tags immutable that a new policy covers, in all repositories.</summary>
    /// <returns>How many were not immutable before.</returns>
    internal int MakeImmutable(Func<string, bool> isCovered) =>
        _registry.RepositoriesOf(this).Sum(repository => repository.History.MakeImmutable(isCovered));

    internal bool IsAdministeredBy(string user) => Name == user || _owners.Contains(user);
}
