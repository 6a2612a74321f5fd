using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Quay.Client;
using Quay.Client.AotSmoke;
using Quay.Client.History;

var differences = new List<string>();
using var stub = new Stub();

using (var client = new QuayClient(
    new QuayClientOptions { Endpoint = stub.Endpoint, Token = Stub.Token, RetryDelay = TimeSpan.Zero, MaxConcurrentPages = 1 }))
{
    await CheckClientAsync("new QuayClient(options)", client);
}

IConfiguration configuration = new ConfigurationBuilder()
    .AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Quay:Endpoint"] = stub.Endpoint.AbsoluteUri,
        ["Quay:Token"] = Stub.Token,
        ["Quay:ApplicationId"] = "aot-smoke/1",
        ["Quay:AllowInsecureHttp"] = "true",
        ["Quay:MaxRetries"] = "2",
        ["Quay:RetryDelay"] = "00:00:00",
        ["Quay:MaxRetryDelay"] = "00:00:01",
        ["Quay:AttemptTimeout"] = "00:00:20",
        ["Quay:Timeout"] = "00:01:00",
        ["Quay:MaxResponseBytes"] = "1000000",
        ["Quay:MaxConcurrentPages"] = "1",
        ["Quay:RecoverLostWrites"] = "false",
        ["Misspelled:Endpont"] = stub.Endpoint.AbsoluteUri,
    })
    .Build();
var services = new ServiceCollection();
services.AddQuayClient(configuration.GetSection("Quay"));
services.AddQuayClient("services", (_, options) => options.Endpoint = stub.Endpoint);
services.AddQuayClient("misspelled", configuration.GetSection("Misspelled"));
await using (ServiceProvider provider = services.BuildServiceProvider())
{
    QuayClientOptions bound = provider.GetRequiredService<IOptions<QuayClientOptions>>().Value;
    Check("bound Endpoint", stub.Endpoint, bound.Endpoint);
    Check("bound Token", Stub.Token, bound.Token);
    Check("bound AllowInsecureHttp", true, bound.AllowInsecureHttp);
    Check("bound MaxRetries", 2, bound.MaxRetries);
    Check("bound RetryDelay", TimeSpan.Zero, bound.RetryDelay);
    Check("bound MaxRetryDelay", TimeSpan.FromSeconds(1), bound.MaxRetryDelay);
    Check("bound AttemptTimeout", TimeSpan.FromSeconds(20), bound.AttemptTimeout);
    Check("bound Timeout", TimeSpan.FromMinutes(1), bound.Timeout);
    Check("bound MaxResponseBytes", 1_000_000, bound.MaxResponseBytes);
    Check("bound MaxConcurrentPages", 1, bound.MaxConcurrentPages);
    Check("bound RecoverLostWrites", false, bound.RecoverLostWrites);
    Check("bound ApplicationId", "aot-smoke/1", bound.ApplicationId);
    Check("keyed client", stub.Endpoint, provider.GetRequiredKeyedService<IQuayClient>("services").Endpoint);
    CheckUnknownKey(provider.GetRequiredService<IOptionsMonitor<QuayClientOptions>>());
    await CheckClientAsync("AddQuayClient(configuration)", provider.GetRequiredService<IQuayClient>());
}

var plan = new TagPlan
{
    Registry = stub.Endpoint,
    Repository = "acme/app",
    Instant = DateTimeOffset.UnixEpoch,
    CreatedAt = DateTimeOffset.UnixEpoch,
    IsComplete = true,
    ComparedTags = 2,
    Steps =
    [
        new()
        {
            Repository = "acme/app",
            Tag = "prod",
            Action = TagPlanAction.Move,
            Precondition = TagPrecondition.PointsAt("sha256:ab"),
            Digest = "sha256:cd",
            IsManifestAvailable = true,
            Reason = "it moved.",
        },
    ],
    Skipped = [new() { Repository = "acme/app", Tag = "new", Kind = SkipKind.Newer, Reason = "it came later." }],
};
CheckJson("JSON of a plan", plan.ToJson(), TagPlan.Parse(plan.ToJson()).ToJson());
var policy = RetentionPolicy.Parse("""{"tags_regex": "pr-([0-9]+)", "older_than": "30d", "keep_newest": 2, "group_by": "1"}""");
CheckJson("JSON of a policy", policy.ToJson(), RetentionPolicy.Parse(policy.ToJson()).ToJson());
const string Position =
    """
    {"registry": "https://quay.example/", "repository": "acme/app", "repositories": {"acme/app": {"settled_at": 1795000000,
     "tags": {"v1": {"start": 1795000000, "digest": "sha256:ab"}}}}, "pending": []}
    """;
CheckJson("JSON of a position", Position, WatchPosition.Parse(Position).ToJson());
const string Checkpoint =
    """
    {"registry": "https://quay.example/", "namespace": "acme", "repository_pattern": null, "include_public": false, "content": "snapshots",
     "instant": null, "tag_pattern": null, "started_at": "2026-11-23T12:00:00+00:00", "is_complete": true,
     "repositories": {"acme/app": {"is_finished": true}}}
    """;
CheckJson("JSON of a checkpoint", Checkpoint, ScanCheckpoint.Parse(Checkpoint).ToJson());
Check("lines of a plan", plan.Describe(), TagPlan.Parse(plan.ToJson()).Describe());

// Per client: the repository twice because of its 503, two pages, and the missing repository.
Check("requests to the stub", 14, stub.Requests);

foreach (string difference in differences)
{
    Console.Error.WriteLine(difference);
}

Console.WriteLine(differences.Count == 0 ? "AOT smoke passed" : "AOT smoke failed");
return differences.Count == 0 ? 0 : 1;

void CheckUnknownKey(IOptionsMonitor<QuayClientOptions> options)
{
    try
    {
        differences.Add($"bound unknown key: {options.Get("misspelled")}");
    }
    catch (OptionsValidationException error)
    {
        Check("unknown key", "Did you mean \"Endpoint\"?", error.Message[error.Message.IndexOf("Did", StringComparison.Ordinal)..]);
    }
}

async Task CheckClientAsync(string via, IQuayClient client)
{
    Repository repository = await client.Repositories.GetAsync("acme/app", includeTags: true, includeStats: true);
    CheckRepository(via, repository);

    var history = new List<TagHistoryEntry>();
    await foreach (TagHistoryEntry entry in client.Tags.GetHistory("acme/app", new TagHistoryQuery { PageSize = 1 }))
    {
        history.Add(entry);
    }

    Check($"{via}: names of the history", "latest v1", string.Join(' ', history.Select(entry => entry.Name)));
    CheckListEntry(via, history[0]);
    CheckMovedEntry(via, history[1]);

    CheckJson($"{via}: JSON of the repository", Stub.Repository, JsonSerializer.Serialize(repository, SmokeJson.Default.Repository));
    CheckJson($"{via}: JSON of the list's entry", Stub.ListEntry, JsonSerializer.Serialize(history[0], SmokeJson.Default.TagHistoryEntry));
    CheckJson($"{via}: JSON of the moved entry", Stub.MovedEntry, JsonSerializer.Serialize(history[1], SmokeJson.Default.TagHistoryEntry));

    ServerCapabilities server = await client.Server.GetCapabilitiesAsync();
    Check($"{via}: version", "v3.18.0", server.Version);
    Check($"{via}: paths", "/api/v1/repository /api/v1/repository/{repository}/changestate", string.Join(' ', server.Paths ?? []));
    Check($"{via}: RepositoryMirror", true, server.RepositoryMirror);

    try
    {
        await client.Repositories.GetAsync("acme/missing");
        differences.Add($"{via}: a missing repository was read");
    }
    catch (QuayNotFoundException notFound)
    {
        Check($"{via}: StatusCode", HttpStatusCode.NotFound, notFound.StatusCode);
        Check($"{via}: ErrorType", "not_found", notFound.ErrorType);
        Check($"{via}: Detail", "Not Found", notFound.Detail);
    }
}

void CheckRepository(string via, Repository repository)
{
    var expected = new Repository
    {
        Namespace = "acme",
        Name = "app",
        Kind = "image",
        Description = "An **app**",
        IsPublic = true,
        IsOrganization = true,
        IsStarred = false,
        StatusToken = "",
        TagExpiration = TimeSpan.FromDays(14),
        IsFreeAccount = true,
        State = "NORMAL",
        CanWrite = true,
        Tags = new Dictionary<string, RepositoryTag>
        {
            ["latest"] = new()
            {
                Name = "latest",
                LastModified = new DateTimeOffset(2024, 5, 15, 14, 48, 51, TimeSpan.Zero),
                ManifestDigest = "sha256:7b42be23",
            },
        },
        Stats = [new RepositoryStat { Date = new DateOnly(2024, 5, 15), Count = 7 }],
    };

    // Models are compared by their JSON.
    Check($"{via}: repository", Json(expected), Json(repository));

    static string Json(Repository model) => JsonSerializer.Serialize(model, SmokeJson.Default.Repository);
}

void CheckListEntry(string via, TagHistoryEntry entry)
{
    var expected = new TagHistoryEntry
    {
        Name = "latest",
        Immutable = false,
        Start = new DateTimeOffset(2024, 5, 15, 14, 48, 51, TimeSpan.Zero),
        ManifestDigest = "sha256:7b42be23",
        IsManifestList = true,
        IsSparse = true,
        ChildManifestCount = 2,
        PresentChildCount = 1,
    };
    Check($"{via}: entry of a list", expected, entry with { ChildManifestsPresence = null });
    Check($"{via}: children of a list", "[sha256:aa, True] [sha256:bb, False]", string.Join(' ', entry.ChildManifestsPresence!));
}

void CheckMovedEntry(string via, TagHistoryEntry entry)
{
    var expected = new TagHistoryEntry
    {
        Name = "v1",
        Reversion = true,
        Immutable = true,
        Start = new DateTimeOffset(2024, 5, 14, 14, 48, 51, TimeSpan.Zero),
        End = new DateTimeOffset(2024, 5, 15, 14, 48, 51, TimeSpan.Zero),
        ManifestDigest = "sha256:c5aa065c",
        Size = 1744,
    };
    Check($"{via}: entry of a moved tag", expected, entry);
}

void CheckJson(string subject, string expected, string actual)
{
    if (!JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)))
    {
        differences.Add($"{subject}: expected {expected}, not {actual}");
    }
}

void Check<T>(string subject, T expected, T actual)
{
    if (!EqualityComparer<T>.Default.Equals(expected, actual))
    {
        differences.Add($"{subject}: expected {expected}, not {actual}");
    }
}

[JsonSerializable(typeof(Repository))]
[JsonSerializable(typeof(TagHistoryEntry))]
internal sealed partial class SmokeJson : JsonSerializerContext;
