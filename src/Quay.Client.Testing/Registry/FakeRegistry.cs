using System.Globalization;

namespace Quay.Client.Testing;

/// <summary>Stores the state of the fake, and the lock that protects it.</summary>
internal sealed class FakeRegistry(TimeProvider timeProvider)
{
    private static readonly Version LatestVersion = new(3, 18);

    private readonly Dictionary<string, FakeNamespace> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FakeToken> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FakeRepository> _byName = new(StringComparer.Ordinal);
    private int _lastRepositoryId;
    private int _lastIdentifier;

    public Lock Gate { get; } = new();

    public ServerClock Clock { get; } = new(timeProvider);

    public Fernet PageTokens { get; } = new();

    public FakeFeatures Features { get; set; } = new();

    public Version Version { get; set; } = LatestVersion;

    public IReadOnlyCollection<FakeNamespace> Namespaces => _namespaces.Values;

    public IReadOnlyCollection<FakeToken> Tokens => _tokens.Values;

    /// <summary>Gets the repositories in the order in which they were added, as Quay lists them.</summary>
    public SortedList<int, FakeRepository> Repositories { get; } = [];

    public bool IsImmutabilityEnabled => Features.ImmutableTags && IsAtLeast(17);

    /// <summary>Determines whether the server has version 3.<paramref name="minor"/> or newer.</summary>
    public bool IsAtLeast(int minor) => Version >= new Version(3, minor);

    /// <exception cref="InvalidOperationException">Immutable tags are not enabled.</exception>
    public void RequireImmutability()
    {
        if (!IsImmutabilityEnabled)
        {
            throw new InvalidOperationException(
                "Immutable tags are not enabled: set ImmutableTags in FakeQuay.Features, and FakeQuay.ServerVersion to 3.17 or newer.");
        }
    }

    public FakeNamespace? FindNamespace(string name) => _namespaces.GetValueOrDefault(name);

    /// <exception cref="InvalidOperationException">The user does not exist.</exception>
    public FakeNamespace RequireUser(string name) => FindNamespace(name) is { IsOrganization: false } user
        ? user
        : throw new InvalidOperationException($"The user '{name}' does not exist: add it with FakeQuay.AddUser.");

    public FakeRepository? Find(string fullName) => _byName.GetValueOrDefault(fullName);

    public FakeToken? FindToken(string value) => _tokens.GetValueOrDefault(value);

    public FakeNamespace AddNamespace(string name, bool isOrganization)
    {
        var added = new FakeNamespace(this, name, isOrganization);
        if (!_namespaces.TryAdd(name, added))
        {
            throw new InvalidOperationException($"The namespace '{name}' already exists.");
        }

        return added;
    }

    public FakeToken AddToken(string value, FakeNamespace user, IReadOnlySet<string> scopes)
    {
        var added = new FakeToken(value, user, scopes, _tokens.Count + 1);
        if (!_tokens.TryAdd(value, added))
        {
            throw new InvalidOperationException($"The token '{value}' already exists.");
        }

        return added;
    }

    /// <param name="owner">The namespace.</param>
    /// <param name="name">The name without the namespace.</param>
    /// <param name="creator">The user who creates the repository and administers it, even if the namespace gets other owners.</param>
    public FakeRepository AddRepository(FakeNamespace owner, string name, string creator)
    {
        var added = new FakeRepository(this, owner, name, ++_lastRepositoryId);
        if (!_byName.TryAdd(added.FullName, added))
        {
            throw new InvalidOperationException($"The repository '{added.FullName}' already exists.");
        }

        added.Grant(creator, FakeRole.Admin);
        Repositories.Add(added.Id, added);
        return added;
    }

    /// <summary>Gets the repositories of a namespace, in the order in which they were created.</summary>
    public IEnumerable<FakeRepository> RepositoriesOf(FakeNamespace owner) =>
        Repositories.Values.Where(repository => repository.Namespace == owner);

    public void Remove(FakeRepository repository)
    {
        _byName.Remove(repository.FullName);
        Repositories.Remove(repository.Id);
    }

    /// <summary>Removes everything, and restores the default settings. The clock keeps its time.</summary>
    public void Clear()
    {
        _namespaces.Clear();
        _tokens.Clear();
        _byName.Clear();
        Repositories.Clear();
        (Features, Version, _lastRepositoryId, _lastIdentifier) = (new FakeFeatures(), LatestVersion, 0, 0);
        Clock.Forget();
    }

    /// <summary>Creates a UUID that is unique in this registry, and the same in each test run.</summary>
    public string NewIdentifier() =>
        string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _lastIdentifier):x8}-0000-4000-8000-000000000000");
}
