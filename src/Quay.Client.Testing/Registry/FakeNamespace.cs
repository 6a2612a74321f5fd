using System.Collections.Immutable;

namespace Quay.Client.Testing;

/// <summary>Represents a namespace: an organization or a user.</summary>
public sealed class FakeNamespace
{
    private readonly FakeRegistry _registry;

    // Written by one thread at a time under the registry's lock, read without it.
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

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets or sets the e-mail address, from which Quay derives the avatar.</summary>
    public string Email { get; set; }

    /// <summary>Gets whether this is an organization, not a user.</summary>
    public bool IsOrganization { get; }

    /// <summary>
    /// Gets or sets the time machine's window: how long the collector keeps ended entries. The default is two weeks; zero keeps none.
    /// </summary>
    public TimeSpan TimeMachine { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Gets or sets whether the namespace has no paid plan.</summary>
    public bool IsFreeAccount { get; set; } = true;

    /// <summary>
    /// Gets or sets how many private repositories the plan allows. It is enforced only if <see cref="FakeFeatures.Billing"/> is enabled.
    /// </summary>
    public int PrivateRepositories { get; set; }

    /// <summary>Gets or sets the limit in <c>quota_report</c>, in bytes; null for no limit. The fake does not enforce it.</summary>
    public long? ConfiguredQuota { get; set; }

    /// <summary>Gets or sets whether the user is enabled. Quay rejects the tokens of a disabled user.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>
    /// Gets or sets whether the user is a superuser. <c>GET /user/</c> reports it to a token with the scope <c>super:user</c>.
    /// </summary>
    /// <remarks>It does not grant access to the repositories of other users.</remarks>
    public bool IsSuperuser { get; set; }

    /// <summary>Gets a snapshot of the repositories that the user has starred.</summary>
    public IReadOnlySet<FakeRepository> Stars => _stars;

    /// <summary>Gets a snapshot of the auto-prune policies for the tags of all repositories in the namespace.</summary>
    public IReadOnlyList<FakeAutoPrunePolicy> AutoPrunePolicies => Policies.AutoPrune;

    /// <summary>Gets a snapshot of the immutability policies for the tags of all repositories in the namespace.</summary>
    public IReadOnlyList<FakeImmutabilityPolicy> ImmutabilityPolicies => Policies.Immutability;

    /// <summary>Gets a snapshot of the usage log of the namespace and of its repositories, oldest entry first.</summary>
    public IReadOnlyList<FakeLogEntry> Log => _log;

    /// <summary>
    /// Gets a snapshot of the users who own the organization and its repositories, in the order in which they were added.
    /// </summary>
    public IReadOnlyCollection<string> Owners => _owners;

    /// <summary>Makes a user an owner of the organization.</summary>
    /// <returns>The same organization.</returns>
    /// <exception cref="InvalidOperationException">The namespace is not an organization, or the user does not exist.</exception>
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

    /// <summary>Adds a star of the user to a repository.</summary>
    /// <returns>The same user.</returns>
    /// <exception cref="InvalidOperationException">The namespace is an organization. Only users can star repositories.</exception>
    public FakeNamespace Star(FakeRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        if (IsOrganization)
        {
            throw new InvalidOperationException($"'{Name}' is an organization: only a user can star repositories.");
        }

        lock (_registry.Gate)
        {
            _stars = _stars.Add(repository);
        }

        return this;
    }

    /// <summary>Removes the star of the user from a repository.</summary>
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

    /// <summary>Adds an auto-prune policy for the tags of all repositories in the namespace. An equal policy can already exist.</summary>
    /// <param name="method"><c>number_of_tags</c> or <c>creation_date</c>.</param>
    /// <param name="value">
    /// The number of tags (<see cref="int"/>, <see cref="long"/> or <see cref="System.Numerics.BigInteger"/>), or the age as a string such
    /// as <c>7d</c>.
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

    /// <summary>Adds an immutability policy for all repositories in the namespace. Existing tags that it covers become immutable.</summary>
    /// <param name="tagPattern">The regular expression that the whole name of a tag must match.</param>
    /// <param name="tagPatternMatches">True if the policy applies to the names that match; false for those that do not match.</param>
    /// <remarks>These tags lose their expiration, unless <see cref="FakeFeatures.ImmutableTagsCanExpire"/> is enabled.</remarks>
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

    /// <summary>Adds an entry to the usage log of the namespace. The entry does not belong to a repository.</summary>
    public void AddLogEntry(FakeLogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_registry.Gate)
        {
            _log = _log.Add(entry);
        }
    }

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name;

    internal PolicySet Policies { get; } = new();

    internal void RemoveLogEntries(IEnumerable<FakeLogEntry> entries) => _log = _log.RemoveRange(entries);

    /// <summary>Makes the live tags of all repositories immutable that a new policy covers.</summary>
    /// <returns>The number of tags that were not immutable before.</returns>
    internal int MakeImmutable(Func<string, bool> isCovered) =>
        _registry.RepositoriesOf(this).Sum(repository => repository.History.MakeImmutable(isCovered));

    internal bool IsAdministeredBy(string user) => Name == user || _owners.Contains(user);
}
