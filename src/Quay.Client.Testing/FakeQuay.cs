namespace Quay.Client.Testing;

/// <summary>Represents an in-memory fake of a Quay server. It stores repositories and tags, and applies Quay's rules to requests.</summary>
/// <remarks>
/// The fake does no I/O. Send HTTP requests to it with <see cref="FakeQuayHandler"/> or <see cref="FakeQuayServer"/>. A test can use the
/// fake from any thread, also while it handles requests.
/// </remarks>
public sealed partial class FakeQuay
{
    private readonly FakeRegistry _registry;
    private readonly Router _router;

    /// <summary>Initializes a fake with the user <c>admin</c> and no repositories.</summary>
    /// <param name="timeProvider">
    /// The clock; null for the system's clock. Each write advances the fake's time by at least a millisecond, even if the clock stands
    /// still.
    /// </param>
    public FakeQuay(TimeProvider? timeProvider = null)
    {
        _registry = new FakeRegistry(timeProvider ?? TimeProvider.System);
        _router = new Router(_registry, Routes.All);
        _pipeline = new Pipeline(Respond, TimeProvider, RoutingErrorOf);
        Token = AddAdmin();
    }

    /// <summary>
    /// Gets a token with every scope of the user <c>admin</c>. This user owns the organizations that are added without owners.
    /// </summary>
    public string Token { get; }

    /// <summary>Gets the clock of the fake.</summary>
    public TimeProvider TimeProvider => _registry.Clock.TimeProvider;

    /// <summary>Gets or sets the enabled features of the server. The default is Quay's default configuration.</summary>
    public FakeFeatures Features
    {
        get => _registry.Features;
        set => _registry.Features = value;
    }

    /// <summary>
    /// Gets or sets the version of the server, from 3.6 to 3.18. It determines which fields, parameters and routes exist.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is not from 3.6 to 3.18.</exception>
    public Version ServerVersion
    {
        get => _registry.Version;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _registry.Version = value is { Major: 3, Minor: >= 6 and <= 18 }
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, "The fake supports the versions 3.6 to 3.18.");
        }
    }

    /// <summary>
    /// Gets or sets whether responses match those that Quay's nginx relays. The default is false: they match those of gunicorn, Quay's own
    /// web server.
    /// </summary>
    /// <remarks>
    /// With nginx, each HTTP/1.1 connection closes after its response. In both cases, the fake rejects requests that are too large for
    /// nginx.
    /// </remarks>
    public bool IsBehindNginx { get; set; }

    /// <summary>Gets the repositories, in the order in which they were added.</summary>
    public IReadOnlyList<FakeRepository> Repositories
    {
        get
        {
            lock (_registry.Gate)
            {
                return [.. _registry.Repositories.Values];
            }
        }
    }

    /// <summary>Adds an organization.</summary>
    /// <param name="name">The name of the organization.</param>
    /// <param name="owners">The names of the users who own it. If empty, the user <c>admin</c> does.</param>
    /// <exception cref="InvalidOperationException">The namespace already exists, or an owner does not exist.</exception>
    public FakeNamespace AddOrganization(string name, params IReadOnlyList<string> owners)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_registry.Gate)
        {
            List<FakeNamespace> users = [.. (owners is [] ? ["admin"] : owners).Select(_registry.RequireUser)];
            FakeNamespace added = _registry.AddNamespace(name, isOrganization: true);
            users.ForEach(user => added.AddOwner(user.Name));

            return added;
        }
    }

    /// <summary>Adds a user, who is also a namespace.</summary>
    /// <exception cref="InvalidOperationException">The namespace already exists.</exception>
    public FakeNamespace AddUser(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_registry.Gate)
        {
            return _registry.AddNamespace(name, isOrganization: false);
        }
    }

    /// <summary>Adds a token with a generated value.</summary>
    /// <param name="user">The name of the user whose token it is.</param>
    /// <param name="scopes">The scopes of the token, such as <c>repo:read</c>. If empty, the token has every scope.</param>
    /// <exception cref="ArgumentException">A scope is unknown to Quay.</exception>
    /// <exception cref="InvalidOperationException">The user does not exist.</exception>
    public FakeToken AddToken(string user, params IReadOnlyList<string> scopes) =>
        AddTokenWithValue($"token-of-{user}-{_registry.NewIdentifier()}", user, scopes);

    /// <summary>Adds a token with a given value.</summary>
    /// <param name="value">The value, which follows <c>Bearer</c> in the <c>Authorization</c> header.</param>
    /// <param name="user">The name of the user whose token it is.</param>
    /// <param name="scopes">The scopes of the token, such as <c>repo:read</c>. If empty, the token has every scope.</param>
    /// <exception cref="ArgumentException">A scope is unknown to Quay.</exception>
    /// <exception cref="InvalidOperationException">The user does not exist, or a token with this value exists.</exception>
    public FakeToken AddTokenWithValue(string value, string user, params IReadOnlyList<string> scopes)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        ArgumentNullException.ThrowIfNull(scopes);
        if (scopes.Except(FakeToken.EveryScope).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException(
                $"'{unknown}' is not a scope of Quay. The scopes are {string.Join(", ", FakeToken.EveryScope)}.", nameof(scopes));
        }

        lock (_registry.Gate)
        {
            var granted = new HashSet<string>(scopes is [] ? FakeToken.EveryScope : scopes, StringComparer.Ordinal);
            return _registry.AddToken(value, _registry.RequireUser(user), granted);
        }
    }

    /// <summary>Adds an empty repository. If its namespace does not exist, also adds an organization of that name.</summary>
    /// <param name="name">The name with the namespace, such as <c>acme/app</c>.</param>
    /// <param name="isPublic">Whether everybody can read the repository.</param>
    /// <exception cref="ArgumentException">The name has no namespace, or Quay rejects it.</exception>
    /// <exception cref="InvalidOperationException">The repository already exists.</exception>
    public FakeRepository AddRepository(string name, bool isPublic = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Split('/', 2) is not [{ Length: > 0 } owner, { Length: > 0 } rest])
        {
            throw new ArgumentException($"'{name}' has no namespace: write namespace/name.", nameof(name));
        }

        if (!Names.IsRepository(rest))
        {
            throw new ArgumentException(
                $"'{rest}' is not a valid repository name: use at most 255 lowercase letters, digits and . _ - /, "
                + "and start each part with a letter or a digit.",
                nameof(name));
        }

        lock (_registry.Gate)
        {
            FakeNamespace named = _registry.FindNamespace(owner) ?? AddOrganization(owner);
            FakeRepository added = _registry.AddRepository(named, rest, named.IsOrganization ? named.Owners.First() : owner);
            added.IsPublic = isPublic;
            return added;
        }
    }

    /// <summary>Deletes a repository with its tags and images.</summary>
    /// <exception cref="InvalidOperationException">The repository does not exist.</exception>
    public void DeleteRepository(string name)
    {
        lock (_registry.Gate)
        {
            _registry.Remove(_registry.Find(name) ?? throw new InvalidOperationException($"The repository '{name}' does not exist."));
        }
    }

    /// <summary>Finds a repository by its name with the namespace; null if it does not exist.</summary>
    public FakeRepository? FindRepository(string name)
    {
        lock (_registry.Gate)
        {
            return _registry.Find(name);
        }
    }

    /// <summary>Finds a token by its value; null if it does not exist.</summary>
    /// <remarks>To revoke the token of <c>admin</c>, write <c>quay.FindToken(quay.Token)!.IsRevoked = true</c>.</remarks>
    public FakeToken? FindToken(string value)
    {
        lock (_registry.Gate)
        {
            return _registry.FindToken(value);
        }
    }

    /// <summary>Finds an organization or a user by its name; null if it does not exist.</summary>
    public FakeNamespace? FindNamespace(string name)
    {
        lock (_registry.Gate)
        {
            return _registry.FindNamespace(name);
        }
    }

    /// <summary>Runs Quay's garbage collector in every repository.</summary>
    public void Collect()
    {
        foreach (FakeRepository repository in Repositories)
        {
            repository.Collect();
        }
    }

    /// <summary>Runs Quay's auto-prune worker in every namespace: it deletes tags as the auto-prune policies require.</summary>
    /// <remarks>Without <see cref="FakeFeatures.AutoPrune"/>, it does nothing. The usage log gets an entry for each deleted tag.</remarks>
    public void AutoPrune()
    {
        lock (_registry.Gate)
        {
            foreach (FakeNamespace owner in _registry.Namespaces)
            {
                AutoPruneWorker.Run(owner, _registry);
            }
        }
    }

    /// <summary>Returns Quay's response to a request. No request makes it throw.</summary>
    private FakeResponse Respond(FakeRequest request)
    {
        lock (_registry.Gate)
        {
            DateTimeOffset now = TimeProvider.GetUtcNow();
            FakeResponse? error =
                Nginx.ErrorOf(request) ?? (IsBehindNginx && !Nginx.CanRead(request.RawPath) ? Nginx.BadRequest : null);
            if (error is not null)
            {
                return Nginx.Complete(error, now);
            }

            FakeResponse response = Gunicorn.ErrorOf(request) ?? Gunicorn.Complete(_router.Handle(request), request, now);
            return IsBehindNginx ? Nginx.Relay(response, now) : response;
        }
    }

    private string? RoutingErrorOf(FakeRequest request)
    {
        lock (_registry.Gate)
        {
            return Nginx.ErrorOf(request) is null && Gunicorn.ErrorOf(request) is null ? _router.RoutingErrorOf(request) : null;
        }
    }
}
