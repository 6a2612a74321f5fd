using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>One request on its way through Quay: who asks, for what, and whether that may be.</summary>
internal sealed partial class Call
{
    private readonly Match _values;

    public Call(FakeRegistry registry, FakeRequest request, Match values)
    {
        Registry = registry;
        Request = request;
        _values = values;
        Caller = Caller.Of(registry, request.Header("Authorization"));
        Query = new QueryString(request.RawQuery);
        (Owner, Name) = RepositoryPath.Parse(values.Groups["repository"].Value);
    }

    public FakeRegistry Registry { get; }

    public FakeRequest Request { get; }

    public Caller Caller { get; }

    public QueryString Query { get; }

    /// <summary>The namespace that the path names.</summary>
    public string Owner { get; }

    /// <summary>The repository that the path names, without the namespace.</summary>
    public string Name { get; }

    /// <summary>The repository, or null when there is none.</summary>
    public FakeRepository? Repository => Registry.Find($"{Owner}/{Name}");

    /// <summary>A part of the path, decoded.</summary>
    public string this[string parameter] => _values.Groups[parameter].Value;

    /// <summary>Lets the request through the guards that stand in front of every endpoint, and answers it.</summary>
    public FakeResponse Invoke(Endpoint endpoint)
    {
        bool isRead = Request.Method is "GET" or "HEAD";
        if (Registry.Features.BrowserCallsNeedXhr
            && Request.Method == "GET"
            && UserAgent.IsBrowser(Request)
            && Request.Header("X-Requested-With") != "XMLHttpRequest")
        {
            return Responses.GuardError(400, "API calls must be invoked with an X-Requested-With header if called from a browser");
        }

        if (JsonWebToken.ErrorOf(Request.Header("Authorization")) is { } error)
        {
            return Responses.GuardError(401, error);
        }

        if (!isRead && Caller.Token is null)
        {
            return Responses.GuardError(403, "CSRF token was invalid or missing.");
        }

        if (Request.Method != "GET" && Registry.Features.RegistryIsReadOnly)
        {
            return Responses.CompactJson(503, new JsonObject
            {
                ["is_readonly"] = true,
                ["message"] = "System is currently read-only. Pulls will succeed but all write operations are currently suspended.",
            });
        }

        if (!Registry.Features.AnonymousAccess
            && Caller.Token is null
            && !endpoint.Method.IsDefined(typeof(AnonymousAllowedAttribute), inherit: false))
        {
            return Responses.GuardError(401, "Anonymous access is not allowed");
        }

        try
        {
            return endpoint(this);
        }
        catch (ErrorResponseException exception)
        {
            return exception.Response;
        }
    }

    /// <exception cref="ErrorResponseException">The caller may not.</exception>
    public void RequireRole(FakeRole role)
    {
        if (!Caller.Can(role, Owner, Name) && !(role == FakeRole.Read && Repository?.IsPublic == true))
        {
            throw Unauthorized();
        }
    }

    /// <exception cref="ErrorResponseException">
    /// The caller may not administer the organization; who may administer none is not told whether there is one.
    /// </exception>
    public void RequireOrganizationAdmin(string name)
    {
        if (!Caller.CanAdministerOrganization(name))
        {
            throw Unauthorized();
        }
    }

    /// <exception cref="ErrorResponseException">Nobody asks, or with a token that may not administer its user.</exception>
    public void RequireUserAdmin()
    {
        if (!Caller.CanAdministerUser)
        {
            throw Unauthorized();
        }
    }

    /// <summary>Refuses writes of tags and labels while the repository takes none.</summary>
    public void RequireNormalState()
    {
        if (Repository is { State: not FakeRepositoryState.Normal and var state })
        {
            throw Message(503, $"Repository is in read only or mirror mode: {(int)state}");
        }
    }

    /// <exception cref="ErrorResponseException">There is no such repository.</exception>
    public FakeRepository RequireRepository() => Repository ?? throw NotFound();

    /// <summary>The body of the request.</summary>
    /// <exception cref="ErrorResponseException">It is no JSON, or not what the endpoint takes.</exception>
    public JsonObject Body(JsonSchema schema)
    {
        string type = Request.Header("Content-Type")?.Split(';')[0].Trim().ToUpperInvariant() ?? "";
        if (type != "APPLICATION/JSON"
            && !(type.StartsWith("APPLICATION/", StringComparison.Ordinal) && type.EndsWith("+JSON", StringComparison.Ordinal)))
        {
            throw Message(415, "Did not attempt to load JSON data because the request Content-Type was not 'application/json'.");
        }

        JsonNode? body;
        try
        {
            body = RequestJson.Parse(Request.Body);
        }
        catch (JsonException)
        {
            throw NotUnderstood();
        }

        if (body is null)
        {
            throw Invalid("Missing JSON body");
        }

        return schema.Error(body) is { } error ? throw Invalid(error) : body.AsObject();
    }

    /// <summary>Writes into the usage log of the repository that the path names.</summary>
    public void Log(string kind, params IReadOnlyList<(string Key, object? Value)> metadata)
    {
        if (Repository is { } repository)
        {
            Log(repository, kind, metadata);
        }
    }

    /// <summary>Writes into the usage log of a repository: what Quay notes of the thing that was done, and then of the token.</summary>
    public void Log(FakeRepository repository, string kind, params IReadOnlyList<(string Key, object? Value)> metadata) =>
        repository.AddLogEntry(LogEntry(kind, metadata));

    /// <summary>Writes into the usage log of a namespace what is about none of its repositories.</summary>
    public void Log(FakeNamespace owner, string kind, params IReadOnlyList<(string Key, object? Value)> metadata) =>
        owner.AddLogEntry(LogEntry(kind, metadata));

    private FakeLogEntry LogEntry(string kind, IReadOnlyList<(string Key, object? Value)> metadata)
    {
        IEnumerable<(string Key, object? Value)> token = Caller.Token is { } used
            ?
            [
                ("oauth_token_id", used.Id),
                ("oauth_token_application_id", used.ApplicationId),
                ("oauth_token_application", used.Application),
            ]
            : [];
        return new FakeLogEntry
        {
            Kind = kind,
            Time = Registry.Clock.Now,
            Performer = Caller.User?.Name,
            Metadata = metadata.Concat(token).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
        };
    }
}
