namespace Quay.Client.Testing;

/// <summary>A Quay that fits in a test: what it keeps, and what it answers. It does no I/O.</summary>
/// <remarks>
/// Whoever talks HTTP to it does so through <see cref="FakeQuayServer"/> or <see cref="FakeQuayHandler"/>. A test may use it from any
/// thread while requests come.
/// </remarks>
public sealed partial class FakeQuay
{
    private readonly FakeRegistry _registry;
    private readonly Router _router;

    /// <summary>Makes an empty one.</summary>
    /// <param name="timeProvider">
    /// Its clock; null for that of the system. Each write takes a millisecond of its own: a thousand of them, while the clock stands still,
    /// end a second ahead of it.
    /// </param>
    public FakeQuay(TimeProvider? timeProvider = null)
    {
        _registry = new FakeRegistry(timeProvider ?? TimeProvider.System);
        _router = new Router(_registry, Routes.All);
        _pipeline = new Pipeline(Respond, TimeProvider, RoutingErrorOf);
        AddUser("admin");
        Token = AddToken("admin").Value;
    }

    /// <summary>A token of the user <c>admin</c>, who owns every organization that was added without an owner, with every scope.</summary>
    public string Token { get; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider => _registry.Clock.TimeProvider;

    /// <summary>What is switched on.</summary>
    public FakeFeatures Features
    {
        get => _registry.Features;
        set => _registry.Features = value;
    }

    /// <summary>The version of the server, 3.6 … 3.18: fields, parameters and routes come and go with it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is unknown to the fake.</exception>
    public Version ServerVersion
    {
        get => _registry.Version;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _registry.Version = value is { Major: 3, Minor: >= 6 and <= 18 }
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, "The fake knows the versions 3.6 to 3.18.");
        }
    }

    /// <summary>
    /// Gets or sets whether responses match those that Quay's nginx relays, with its headers and a closed connection. The default is false:
    /// they match those of Quay's own web server. Requests that are too large for nginx are refused in both cases.
    /// </summary>
    public bool IsBehindNginx { get; set; }

    /// <summary>The repositories, in the order of their making.</summary>
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
    /// <param name="name">Its name.</param>
    /// <param name="owners">Who administers it; nobody for <c>admin</c>.</param>
    /// <exception cref="InvalidOperationException">There is such a namespace, or no such user.</exception>
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

    /// <summary>Adds a user, who is a namespace too.</summary>
    /// <exception cref="InvalidOperationException">There is such a namespace.</exception>
    public FakeNamespace AddUser(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_registry.Gate)
        {
            return _registry.AddNamespace(name, isOrganization: false);
        }
    }

    /// <summary>Adds a token.</summary>
    /// <param name="user">Who it acts as.</param>
    /// <param name="scopes">What it lets through; nothing for everything.</param>
    /// <exception cref="ArgumentException">Quay has no such scope.</exception>
    /// <exception cref="InvalidOperationException">There is no such user.</exception>
    public FakeToken AddToken(string user, params IReadOnlyList<string> scopes) =>
        AddTokenWithValue($"token-of-{user}-{_registry.NewIdentifier()}", user, scopes);

    /// <summary>Adds a token of a given value.</summary>
    /// <param name="value">What goes behind <c>Bearer</c>.</param>
    /// <param name="user">Who it acts as.</param>
    /// <param name="scopes">What it lets through; nothing for everything.</param>
    /// <exception cref="ArgumentException">Quay has no such scope.</exception>
    /// <exception cref="InvalidOperationException">There is no such user, or there is such a token.</exception>
    public FakeToken AddTokenWithValue(string value, string user, params IReadOnlyList<string> scopes)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        ArgumentNullException.ThrowIfNull(scopes);
        if (scopes.Except(FakeToken.EveryScope).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no scope: there are {string.Join(", ", FakeToken.EveryScope)}.", nameof(scopes));
        }

        lock (_registry.Gate)
        {
            var granted = new HashSet<string>(scopes is [] ? FakeToken.EveryScope : scopes, StringComparer.Ordinal);
            return _registry.AddToken(value, _registry.RequireUser(user), granted);
        }
    }

    /// <summary>Adds an empty repository, and its organization if there is none yet.</summary>
    /// <param name="name">Its name with the namespace: <c>acme/app</c>.</param>
    /// <param name="isPublic">Whether everybody may read it.</param>
    /// <exception cref="ArgumentException">It has no namespace, or Quay makes no repository of that name.</exception>
    /// <exception cref="InvalidOperationException">There is such a repository.</exception>
    public FakeRepository AddRepository(string name, bool isPublic = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Split('/', 2) is not [{ Length: > 0 } owner, { Length: > 0 } rest])
        {
            throw new ArgumentException($"'{name}' has no namespace: a repository is namespace/name.", nameof(name));
        }

        if (!Names.IsRepository(rest))
        {
            throw new ArgumentException(
                $"'{rest}' is no name of a repository: small letters, digits and . _ - /, "
                + "each part begun by a letter or a digit, 255 at most.",
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

    /// <summary>Deletes a repository with all that is in it.</summary>
    /// <exception cref="InvalidOperationException">There is no such repository.</exception>
    public void DeleteRepository(string name)
    {
        lock (_registry.Gate)
        {
            _registry.Remove(_registry.Find(name) ?? throw new InvalidOperationException($"There is no repository '{name}'."));
        }
    }

    /// <summary>A repository by its name with the namespace; null when there is none.</summary>
    public FakeRepository? FindRepository(string name)
    {
        lock (_registry.Gate)
        {
            return _registry.Find(name);
        }
    }

    /// <summary>A token by its value, such as that of <see cref="Token"/> to revoke it; null when there is none.</summary>
    public FakeToken? FindToken(string value)
    {
        lock (_registry.Gate)
        {
            return _registry.FindToken(value);
        }
    }

    /// <summary>An organization or a user by its name; null when there is none.</summary>
    public FakeNamespace? FindNamespace(string name)
    {
        lock (_registry.Gate)
        {
            return _registry.FindNamespace(name);
        }
    }

    /// <summary>Lets the collector run in every repository.</summary>
    public void Collect()
    {
        foreach (FakeRepository repository in Repositories)
        {
            repository.Collect();
        }
    }

    /// <summary>What it answers to a request. Never throws for what the request is.</summary>
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
