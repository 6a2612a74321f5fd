using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Quay.Client.Testing.Http;
using Quay.Client.Testing.Json;
using Quay.Client.Testing.Registry;

namespace Quay.Client.Testing.Web;

/// <summary>One request on its way through Quay: who asks, for what, and whether that may be.</summary>
internal sealed class Call
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

    /// <summary>Scheme and host as the caller wrote them; a proxy's word for the scheme is taken.</summary>
    public static string RootOf(FakeRequest request) => $"{request.Header("X-Forwarded-Proto") ?? request.Origin.Scheme}://{request.Origin.Authority}";

    /// <summary>Lets the request through the guards that stand in front of every endpoint, and answers it.</summary>
    public FakeAnswer Answer(Endpoint endpoint)
    {
        bool isRead = Request.Method is "GET" or "HEAD";
        if (Registry.Features.BrowserCallsNeedXhr && Request.Method == "GET" && Browser.IsMeant(Request) && Request.Header("X-Requested-With") != "XMLHttpRequest")
        {
            return Answers.Guard(400, "API calls must be invoked with an X-Requested-With header if called from a browser");
        }

        if (JsonWebToken.RefusalOf(Request.Header("Authorization")) is { } refusal)
        {
            return Answers.Guard(401, refusal);
        }

        if (!isRead && Caller.Token is null)
        {
            return Answers.Guard(403, "CSRF token was invalid or missing.");
        }

        if (Request.Method != "GET" && Registry.Features.RegistryIsReadOnly)
        {
            return Answers.Compact(503, new JsonObject
            {
                ["is_readonly"] = true,
                ["message"] = "System is currently read-only. Pulls will succeed but all write operations are currently suspended.",
            });
        }

        if (!Registry.Features.AnonymousAccess && Caller.Token is null && !endpoint.Method.IsDefined(typeof(AnonymousAllowedAttribute), inherit: false))
        {
            return Answers.Guard(401, "Anonymous access is not allowed");
        }

        try
        {
            return endpoint(this);
        }
        catch (RefusedException refused)
        {
            return refused.Answer;
        }
    }

    /// <exception cref="RefusedException">The caller may not.</exception>
    public void Need(FakeRole role)
    {
        if (!Caller.Can(role, Owner, Name) && !(role == FakeRole.Read && Repository?.IsPublic == true))
        {
            throw Unauthorized();
        }
    }

    /// <summary>Refuses writes of tags and labels while the repository takes none.</summary>
    public void NeedNormalState()
    {
        if (Repository is { State: not FakeRepositoryState.Normal and var state })
        {
            throw Message(503, $"Repository is in read only or mirror mode: {(int)state}");
        }
    }

    /// <exception cref="RefusedException">There is no such repository.</exception>
    public FakeRepository NeedRepository() => Repository ?? throw NotFound();

    /// <summary>The body of the request.</summary>
    /// <exception cref="RefusedException">It is no JSON, or not what the endpoint takes.</exception>
    public JsonObject Body(JsonSchema schema)
    {
        string type = Request.Header("Content-Type")?.Split(';')[0].Trim().ToUpperInvariant() ?? "";
        if (type != "APPLICATION/JSON" && !(type.StartsWith("APPLICATION/", StringComparison.Ordinal) && type.EndsWith("+JSON", StringComparison.Ordinal)))
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

        return schema.Error(body) is { } fault ? throw Invalid(fault) : body.AsObject();
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
    public void Log(FakeRepository repository, string kind, params IReadOnlyList<(string Key, object? Value)> metadata)
    {
        IEnumerable<(string Key, object? Value)> token = Caller.Token is { } used
            ? [("oauth_token_id", used.Id), ("oauth_token_application_id", used.ApplicationId), ("oauth_token_application", used.Application)]
            : [];
        repository.Log.Add(new FakeLogEntry(
            kind,
            Registry.Clock.Now,
            Caller.User?.Name,
            metadata.Concat(token).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)));
    }

    public RefusedException NotFound() => Error(404, "not_found", "Not Found");

    public RefusedException Invalid(string detail) => Error(400, "invalid_request", detail);

    public RefusedException Immutable(string operation, string tag) => Error(409, "tag_immutable", $"Cannot {operation} immutable tag '{tag}'");

    public RefusedException Unauthorized(params IReadOnlyList<(string Key, JsonNode? Value)> payload) => Caller.User is null
        ? Error(401, "invalid_token", "Requires authentication", payload)
        : Error(403, "insufficient_scope", "Unauthorized", payload);

    /// <summary>Quay's error in its first shape.</summary>
    public RefusedException Error(int status, string type, string detail, params IReadOnlyList<(string Key, JsonNode? Value)> payload)
    {
        JsonObject body = new(payload.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)))
        {
            ["detail"] = detail,
            ["error_message"] = detail,
            ["error_type"] = type,
            ["title"] = type,
            ["type"] = ErrorPage(type),
            ["status"] = status,
        };
        return new RefusedException(Answers.Json(body, status));
    }

    /// <summary>Where an error type is explained.</summary>
    public string ErrorPage(string type) => $"{RootOf(Request)}/api/v1/error/{type}";

    /// <summary>Quay's error in its second shape.</summary>
    public static RefusedException Message(int status, string message) => new(Answers.Json(new JsonObject { ["message"] = message }, status));

    /// <summary>What comes when an endpoint crashes.</summary>
    public static RefusedException Crash() => new(Answers.Gunicorn(500, "Internal Server Error", ""));

    /// <summary>What the web framework says when an endpoint only says 400.</summary>
    public static RefusedException NotUnderstood() => Message(400, "The browser (or proxy) sent a request that this server could not understand.");

    /// <summary>The second shape, as an error handler outside of the API writes it.</summary>
    public static RefusedException ModelError(string message) => new(Answers.Compact(400, new JsonObject { ["message"] = message }));
}
