using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles the control requests of a server: faults, clock, background work, request log, tags and reset.</summary>
/// <remarks>
/// Their paths start with <c>/_fake/</c>. No namespace of Quay starts with an underscore, so the paths cannot be those of a repository.
/// Control requests are not logged, and get no faults.
/// </remarks>
internal sealed class ControlEndpoints
{
    public const string Prefix = "/_fake/";

    // Quotation marks in error messages stay readable in a shell. No browser renders these responses as HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly FakeRegistry _registry;
    private readonly FaultPlan _faults;
    private readonly RequestLog _requests;
    private readonly bool _isLoopback;
    private readonly Dictionary<string, Dictionary<string, Func<FakeRequest, FakeResponse>>> _routes;

    /// <param name="registry">The data of the fake.</param>
    /// <param name="faults">The faults of the fake.</param>
    /// <param name="requests">The request log of the fake.</param>
    /// <param name="background">The background work of the fake.</param>
    /// <param name="reset">Restores the initial data.</param>
    /// <param name="isLoopback">Whether only clients on this machine reach the server, so that its only name is <c>localhost</c>.</param>
    public ControlEndpoints(
        FakeRegistry registry,
        FaultPlan faults,
        RequestLog requests,
        (Action Collect, Action AutoPrune) background,
        Action reset,
        bool isLoopback)
    {
        (_registry, _faults, _requests, _isLoopback) = (registry, faults, requests, isLoopback);
        _routes = new(StringComparer.Ordinal)
        {
            [""] = new() { ["GET"] = _ => Json(State()) },
            ["clock"] = new() { ["GET"] = _ => Json(Clock()), ["POST"] = MoveClock },
            ["collect"] = new() { ["POST"] = request => Done(background.Collect, request) },
            ["auto-prune"] = new() { ["POST"] = request => Done(background.AutoPrune, request) },
            ["faults"] = new()
            {
                ["GET"] = _ => Json(Faults()),
                ["POST"] = AddFault,
                ["DELETE"] = request => Done(faults.Clear, request),
            },
            ["requests"] = new()
            {
                ["GET"] = _ => Json(new JsonObject { ["requests"] = new JsonArray([.. requests.Select(LoggedRequest.Of)]) }),
                ["DELETE"] = request => Done(requests.Clear, request),
            },
            ["tags"] = new() { ["POST"] = Push },
            ["reset"] = new() { ["POST"] = request => Done(reset, request) },
        };
    }

    public static bool Handles(FakeRequest request) =>
        !request.IsToOtherOrigin && request.RawPath.StartsWith(Prefix, StringComparison.Ordinal);

    public FakeResponse Handle(FakeRequest request)
    {
        FakeResponse response = Respond(request);
        return Nginx.Complete(response, _registry.Clock.Now).WithLength();
    }

    private FakeResponse Respond(FakeRequest request)
    {
        if (IsFromOtherSite(request))
        {
            return Error(403, "Control requests of web pages of other sites are rejected.");
        }

        string name = request.RawPath[Prefix.Length..];
        if (!_routes.TryGetValue(name, out var methods))
        {
            string paths = string.Join(", ", _routes.Keys.Select(key => Prefix + key));
            return Error(404, $"There is no control path {request.RawPath}. The paths are {paths}.");
        }

        if (!methods.TryGetValue(request.Method == "HEAD" ? "GET" : request.Method, out var respond))
        {
            string allowed = string.Join(", ", methods.Keys);
            return Error(405, $"{request.RawPath} does not support {request.Method}. It supports {allowed}.").With("Allow", allowed);
        }

        try
        {
            return respond(request);
        }
        catch (Exception error) when (error is FormatException or ArgumentException or InvalidOperationException)
        {
            return Error(400, error.Message.Split(" (Parameter")[0]);
        }
    }

    /// <summary>Determines whether a web page of another site sent the request, also if its host name resolves to this machine.</summary>
    private bool IsFromOtherSite(FakeRequest request) =>
        (request.Header("Origin") is { } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && WebOrigin.IsSame(page, request.Origin)))
        || request.Header("Sec-Fetch-Site") is "cross-site" or "same-site"
        || (_isLoopback && Uri.CheckHostName(request.Origin.Host) == UriHostNameType.Dns
            && !request.Origin.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase));

    private JsonObject State()
    {
        // Before the gate: a request holds the lock of the faults when it takes the gate.
        (JsonObject faults, int requests) = (Faults(), _requests.Count);
        lock (_registry.Gate)
        {
            return new JsonObject
            {
                ["server_version"] = _registry.Version.ToString(2),
                ["repositories"] = new JsonArray([.. _registry.Repositories.Values.Select(repository => (JsonNode)repository.FullName)]),
                ["clock"] = Clock(),
                ["pending_faults"] = (int)faults["pending"]!,
                ["unlimited_faults"] = (int)faults["unlimited"]!,
                ["requests"] = requests,
            };
        }
    }

    private JsonObject Faults() => new() { ["pending"] = _faults.PendingCount, ["unlimited"] = _faults.UnlimitedCount };

    private JsonObject Clock() => new()
    {
        ["time"] = $"{_registry.Clock.Now:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}",
        ["is_running"] = _registry.Clock.TimeProvider is not FakeQuayClock { IsRunning: false },
    };

    private FakeResponse MoveClock(FakeRequest request)
    {
        StrictJson json = BodyOf(request).RequireObject("time", "advance_s");
        FakeQuayClock clock = _registry.Clock.TimeProvider as FakeQuayClock
            ?? throw new InvalidOperationException("The clock of this fake cannot be moved: create the fake with a FakeQuayClock.");
        TimeSpan duration = (json.Find("time"), json.Find("advance_s")) switch
        {
            ({ } time, null) => time.Time() - clock.GetUtcNow() is var left && left >= TimeSpan.Zero
                ? left
                : throw time.Error($"a time that is not before the clock's {clock.GetUtcNow():u}"),
            (null, { } seconds) => TimeSpan.FromSeconds(seconds.Number(0, uint.MaxValue, "a number of seconds, at least 0")),
            _ => throw new FormatException("$: expected either 'time' or 'advance_s'."),
        };
        if (duration > StrictJson.LatestTime - clock.GetUtcNow())
        {
            throw new FormatException($"$: expected a time that is not after {StrictJson.LatestTime:u}.");
        }

        clock.Advance(duration);
        return Json(Clock());
    }

    private FakeResponse AddFault(FakeRequest request)
    {
        FaultRequest added = FaultRequest.Parse(BodyOf(request));
        _faults.When(added.Matches, added.Fault, added.Times);
        return Json(Faults(), 201);
    }

    /// <summary>Pushes an image to a tag, because the fake has no registry protocol (<c>/v2</c>).</summary>
    private FakeResponse Push(FakeRequest request)
    {
        StrictJson json = BodyOf(request).RequireObject("repository", "tag", "digest");
        StrictJson name = json.Get("repository");
        lock (_registry.Gate)
        {
            FakeRepository repository = _registry.Find(name.Text()) ?? throw name.Error("the name of an existing repository");
            FakeTagEntry entry = repository.Push(json.Get("tag").Text(), json.Find("digest")?.Text());
            return Json(TagEntryJson.Of(entry, repository, _registry), 201);
        }
    }

    /// <exception cref="FormatException">The request has a body that is not empty.</exception>
    private static FakeResponse Done(Action act, FakeRequest request)
    {
        if (!request.Body.IsEmpty)
        {
            StrictJson body = BodyOf(request);
            if (body.Properties().Any())
            {
                throw body.Error("no body or {}");
            }
        }

        act();
        return FakeResponse.Create(204, "", "application/json");
    }

    private static StrictJson BodyOf(FakeRequest request) => request.Body.IsEmpty
        ? throw new FormatException("Expected a JSON body, but the request has none.")
        : StrictJson.Parse(TextOf(request.Body.Span));

    /// <exception cref="FormatException">The bytes are not UTF-8.</exception>
    private static string TextOf(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("Expected a JSON body in UTF-8.");
        }
    }

    private static FakeResponse Json(JsonObject json, int status = 200)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Readable))
        {
            json.WriteTo(writer);
        }

        return FakeResponse.Json(Encoding.UTF8.GetString(text.WrittenSpan) + "\n", status);
    }

    private static FakeResponse Error(int status, string sentence) => Json(new JsonObject { ["error"] = sentence }, status);
}
