namespace Quay.Client.Testing;

/// <summary>Represents a repository of the fake. Tests seed it, change it during requests, and read it.</summary>
/// <remarks>
/// The methods change the data directly, like a push or a user with every permission. They need no token, and add nothing to the usage log
/// unless documented.
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

    /// <summary>Gets the organization or the user that the repository belongs to.</summary>
    public FakeNamespace Namespace { get; }

    /// <summary>Gets the name without the namespace, such as <c>app</c> or <c>team/app</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the name with the namespace, such as <c>acme/team/app</c>.</summary>
    public string FullName => $"{Namespace.Name}/{Name}";

    /// <summary>Gets or sets the description; null if there is none.</summary>
    public string? Description { get; set; } = "";

    /// <summary>Gets or sets whether everybody can read the repository.</summary>
    public bool IsPublic { get; set; }

    /// <summary>Gets or sets the state, which determines whether Quay accepts writes of tags.</summary>
    public FakeRepositoryState State { get; set; }

    /// <summary>Gets or sets the token of the status badge. Quay returns it only for a private repository.</summary>
    public string StatusToken { get; set; }

    /// <summary>Gets or sets the value of <c>popularity</c> in Quay's JSON.</summary>
    public double Popularity { get; set; }

    /// <summary>Gets or sets the size in <c>quota_report</c>, in bytes. If null, the fake computes it from the images.</summary>
    public long? QuotaBytes { get; set; }

    /// <summary>Gets all entries of the tag history, newest first.</summary>
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

    /// <summary>Gets the entries of the tags that exist now, newest first.</summary>
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

    /// <summary>Gets all manifests.</summary>
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

    /// <summary>Finds the current entry of a tag; null if the tag does not exist.</summary>
    public FakeTagEntry? FindTag(string tag) => Locked(() => History.FindLive(tag));

    /// <summary>Finds a manifest by its digest; null if the repository does not have it.</summary>
    public FakeManifest? FindManifest(string digest) => Locked(() => _manifests.GetValueOrDefault(digest));

    /// <summary>Grants a user a role in the repository.</summary>
    /// <returns>The same repository.</returns>
    /// <exception cref="InvalidOperationException">The user does not exist.</exception>
    public FakeRepository Grant(string user, FakeRole role) => Locked(() =>
    {
        Roles[_registry.RequireUser(user).Name] = role;
        return this;
    });

    /// <summary>Returns the name with the namespace.</summary>
    public override string ToString() => FullName;

    internal FakePulls? PullsOf(string tag) => _pulls.GetValueOrDefault(tag);

    internal void ForgetPulls(string tag) => _pulls.Remove(tag);

    internal FakeRole? RoleOf(string user) =>
        Namespace.IsAdministeredBy(user) ? FakeRole.Admin : Roles.TryGetValue(user, out FakeRole role) ? role : null;

    /// <summary>Adds a manifest, unless the repository already has its digest. Returns the manifest with that digest.</summary>
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
