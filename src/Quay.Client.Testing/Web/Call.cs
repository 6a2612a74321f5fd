using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Represents a call of an endpoint: the request, its caller and its route values.</summary>
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

    /// <summary>Gets the namespace in the path.</summary>
    public string Owner { get; }

    /// <summary>Gets the name of the repository in the path, without the namespace.</summary>
    public string Name { get; }

    /// <summary>Gets the repository in the path; null if it does not exist.</summary>
    public FakeRepository? Repository => Registry.Find($"{Owner}/{Name}");

    /// <summary>Gets a decoded route value.</summary>
    public string this[string parameter] => _values.Groups[parameter].Value;

    /// <summary>Runs the checks that precede every endpoint, and then the endpoint.</summary>
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

    /// <exception cref="ErrorResponseException">The caller does not have the role.</exception>
    public void RequireRole(FakeRole role)
    {
        if (!Caller.Can(role, Owner, Name) && !(role == FakeRole.Read && Repository?.IsPublic == true))
        {
            throw Unauthorized();
        }
    }

    /// <exception cref="ErrorResponseException">The caller does not administer the organization, or it does not exist.</exception>
    public void RequireOrganizationAdmin(string name)
    {
        if (!Caller.CanAdministerOrganization(name))
        {
            throw Unauthorized();
        }
    }

    /// <exception cref="ErrorResponseException">There is no valid token, or it does not have the scope <c>user:admin</c>.</exception>
    public void RequireUserAdmin()
    {
        if (!Caller.CanAdministerUser)
        {
            throw Unauthorized();
        }
    }

    /// <exception cref="ErrorResponseException">The repository is read-only or a mirror.</exception>
    public void RequireNormalState()
    {
        if (Repository is { State: not FakeRepositoryState.Normal and var state })
        {
            throw Message(503, $"Repository is in read only or mirror mode: {(int)state}");
        }
    }

    /// <exception cref="ErrorResponseException">The repository does not exist.</exception>
    public FakeRepository RequireRepository() => Repository ?? throw NotFound();

    /// <summary>Parses and validates the JSON body.</summary>
    /// <exception cref="ErrorResponseException">The body is not JSON, or it does not match the schema.</exception>
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

    /// <summary>Adds an entry to the usage log of the repository in the path.</summary>
    public void Log(string kind, params IReadOnlyList<(string Key, object? Value)> metadata)
    {
        if (Repository is { } repository)
        {
            Log(repository, kind, metadata);
        }
    }

    /// <summary>Adds an entry to the usage log of a repository. The metadata of the token follows that of the action.</summary>
    public void Log(FakeRepository repository, string kind, params IReadOnlyList<(string Key, object? Value)> metadata) =>
        repository.AddLogEntry(LogEntry(kind, metadata));

    /// <summary>Adds an entry to the usage log of a namespace that concerns none of its repositories.</summary>
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
