namespace Quay.Client.Testing;

/// <summary>A repository of the fake: what a test seeds, changes behind a client's back, and reads back.</summary>
/// <remarks>
/// What is done here is what a push, or somebody else with every right, does: no token is asked for, and nothing is in the usage log.
/// </remarks>
public sealed partial class FakeRepository
{
    private readonly FakeRegistry _registry;
    private readonly Dictionary<string, FakeManifest> _manifests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FakePulls> _pulls = new(StringComparer.Ordinal);

    internal FakeRepository(FakeRegistry registry, FakeNamespace owner, string name, int id)
    {
        _registry = registry;
        Namespace = owner;
        Name = name;
        Id = id;
        StatusToken = registry.NewIdentifier();
        History = new TagHistory(registry, this);
    }

    /// <summary>The organization or user that it belongs to.</summary>
    public FakeNamespace Namespace { get; }

    /// <summary>Its name without the namespace: <c>app</c>, or <c>team/app</c>.</summary>
    public string Name { get; }

    /// <summary>Its name with the namespace: <c>acme/team/app</c>.</summary>
    public string FullName => $"{Namespace.Name}/{Name}";

    /// <summary>The description; null for none.</summary>
    public string? Description { get; set; } = "";

    /// <summary>Whether everybody may read it.</summary>
    public bool IsPublic { get; set; }

    /// <summary>Whether it takes writes.</summary>
    public FakeRepositoryState State { get; set; }

    /// <summary>The secret of the status badge, shown while the repository is private.</summary>
    public string StatusToken { get; set; }

    /// <summary>What <c>popularity</c> says of it.</summary>
    public double Popularity { get; set; }

    /// <summary>What <c>quota_report</c> says of it in bytes; null for the size of what it holds.</summary>
    public long? QuotaBytes { get; set; }

    /// <summary>Every row that is kept, the newest first.</summary>
    public IReadOnlyList<FakeTagEntry> Entries
    {
        get
        {
            lock (_registry.Gate)
            {
                return [.. History.Table.NewestFirst()];
            }
        }
    }

    /// <summary>The rows that are alive now, the newest first.</summary>
    public IReadOnlyList<FakeTagEntry> Tags
    {
        get
        {
            lock (_registry.Gate)
            {
                long now = _registry.Clock.NowMs;
                return [.. History.Table.NewestFirst().Where(entry => entry.IsAliveAt(now))];
            }
        }
    }

    /// <summary>Every manifest that is kept.</summary>
    public IReadOnlyCollection<FakeManifest> Manifests
    {
        get
        {
            lock (_registry.Gate)
            {
                return [.. _manifests.Values];
            }
        }
    }

    internal int Id { get; }

    /// <summary>Gets the users with a role in the repository, in the order in which they got it.</summary>
    internal OrderedDictionary<string, FakeRole> Roles { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the teams of the organization with a role in the repository.</summary>
    internal OrderedDictionary<string, FakeRole> TeamRoles { get; } = new(StringComparer.Ordinal);

    internal TagHistory History { get; }

    /// <summary>The row that a tag has now; null when there is no such tag.</summary>
    public FakeTagEntry? FindTag(string tag) => Locked(() => History.FindLive(tag));

    /// <summary>A manifest by its digest; null when the repository does not hold it.</summary>
    public FakeManifest? FindManifest(string digest) => Locked(() => _manifests.GetValueOrDefault(digest));

    /// <summary>Gives a user a role here.</summary>
    /// <returns>The same repository.</returns>
    /// <exception cref="InvalidOperationException">There is no such user.</exception>
    public FakeRepository Grant(string user, FakeRole role) => Locked(() =>
    {
        Roles[_registry.RequireUser(user).Name] = role;
        return this;
    });

    /// <summary>The name with the namespace.</summary>
    public override string ToString() => FullName;

    internal FakePulls? PullsOf(string tag) => _pulls.GetValueOrDefault(tag);

    internal void ForgetPulls(string tag) => _pulls.Remove(tag);

    internal FakeRole? RoleOf(string user) =>
        Namespace.IsAdministeredBy(user) ? FakeRole.Admin : Roles.TryGetValue(user, out FakeRole role) ? role : null;

    /// <summary>Takes a manifest in; what is here already under its digest stays, for the same digest is the same manifest.</summary>
    internal FakeManifest GetOrAdd(FakeManifest manifest) =>
        _manifests.TryAdd(manifest.Digest, manifest) ? manifest : _manifests[manifest.Digest];

    internal bool Remove(FakeManifest manifest) => _manifests.Remove(manifest.Digest);

    private void Locked(Action act)
    {
        lock (_registry.Gate)
        {
            act();
        }
    }

    private T Locked<T>(Func<T> act)
    {
        lock (_registry.Gate)
        {
            return act();
        }
    }
}
