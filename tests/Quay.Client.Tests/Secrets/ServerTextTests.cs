using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Quay.Client.History;
using Quay.Client.Testing;
using Quay.Client.Tests.Formatting;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Secrets;

/// <summary>
/// Calls every operation with responses that contain the token, line breaks, terminal escapes and invisible characters. Models keep these
/// texts unchanged, but no message and no <c>ToString</c> may show them.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ServerTextTests : IDisposable
{
    private const string Uuid = "f66179d0-9376-4ddd-8137-128241c93cde";

    private static readonly string Digest = "sha256:" + new string('0', 64);

    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };
    private readonly HostileTextHandler _handler;
    private readonly QuayClient _client;
    private readonly List<string> _texts = [];

    public ServerTextTests()
    {
        _quay.AddTokenWithValue(HostileText.Token, "admin");
        FakeRepository app = _quay.AddRepository("acme/app");
        app.Push("live");
        app.Push("live");
        app.Push("gone");
        app.DeleteTag("gone");
        _handler = new HostileTextHandler(new FakeQuayHandler(_quay));
        _client = new QuayClient(
            new QuayClientOptions
            {
                Endpoint = new Uri("https://quay.example/"),
                Token = HostileText.Token,
                MaxRetries = 0,
                RetryDelay = TimeSpan.Zero,
                RateLimiter = new QuayRateLimiter(timeProvider: new TestClock()),
            }, _handler);
    }

    public static TheoryData<string> Fields =>
    [
        "*", "name", "manifest_digest", "namespace", "description", "kind", "state", "message", "detail", "error_message", "error_type",
        "title", "type", "error",
        "username", "email", "last_modified", "expiration", "datetime", "ip", "uuid", "method", "value", "tagPattern", "key", "id",
        "media_type", "source_type",
        "status", "digest", "blob_digest", "author", "comment", "next_page", "tag_name", "current_manifest_digest", "start_ts", "tags",
    ];

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Hostile_text_of_a_field_is_in_no_message_or_ToString(string field)
    {
        _handler.ShouldReplace = (name, value) =>
            (field == "*" || field == name) && value.GetValueKind() == System.Text.Json.JsonValueKind.String;

        await RunAllAsync();

        AssertClean();
    }

    [Theory]
    [InlineData("start_ts")]
    [InlineData("tags")]
    [InlineData("name")]
    [InlineData("namespace")]
    [InlineData("labels")]
    [InlineData("policies")]
    [InlineData("logs")]
    [InlineData("layers")]
    public async Task Hostile_field_name_or_value_of_a_wrong_type_is_in_no_message_or_ToString(string field)
    {
        _handler.ShouldReplace = (name, _) => name == field;
        _handler.AddsNames = true;

        await RunAllAsync();

        AssertClean();
    }

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Hostile_text_of_an_error_response_is_in_no_message(int status)
    {
        string text = JsonValue.Create(HostileText.Text)!.ToJsonString();
        foreach (string body in new[]
        {
            $$"""{"detail": {{text}}, "error_type": {{text}}, "error_message": {{text}}, "title": {{text}}, "type": {{text}}}""",
            $$"""{"message": { {{text}}: {{text}} } }""",
            $$"""{"error": {{text}}}""",
            $$"""{"message": {{text}}, "search_unavailable": true, "logs": []}""",
            HostileText.Text,
            $"<html>{HostileText.Text}</html>",
            $$"""{"name": "a", {{text}}""",
        })
        {
            _handler.Response = () => new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
                Headers = { { "Location", "https://elsewhere.example/?token=" + HostileText.Token + "%0a%1b[31m" } },
                ReasonPhrase = HostileText.Token,
            };
            await RunAllAsync();
        }

        AssertClean();
    }

    [Fact]
    public async Task Content_type_that_contains_the_token_is_in_no_message()
    {
        _handler.Response = () =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent("{}"u8.ToArray()) };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={HostileText.Token}");
            return response;
        };

        await RunAllAsync();

        AssertClean();
    }

    private async Task RunAllAsync()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        RepositoryName app = "acme/app";
        Func<Task<object?>>[] calls =
        [
            async () => await _client.Repositories.GetAsync(app, includeTags: true, includeStats: true),
            async () => await _client.Repositories.List(RepositoryQuery.InNamespace("acme")).ToListAsync(),
            async () => await _client.Repositories.GetLogs(app).ToListAsync(),
            async () => { await _client.Repositories.CreateAsync("acme/new", RepositoryVisibility.Public); return null; },
            async () => { await _client.Repositories.UpdateDescriptionAsync(app, "text"); return null; },
            async () => { await _client.Repositories.ChangeVisibilityAsync(app, RepositoryVisibility.Public); return null; },
            async () => { await _client.Repositories.ChangeStateAsync(app, RepositoryState.Normal); return null; },
            async () => await _client.Tags.GetHistory(app).ToListAsync(),
            async () => await _client.Tags.GetAsync(app, "live"),
            async () => await _client.Tags.GetAsync(app, "gone"),
            async () =>
                await _client.Tags.MoveAsync(app, "live", Digest, new TagWriteOptions { Precondition = TagPrecondition.PointsAt(Digest) }),
            async () => await _client.Tags.MoveAsync(app, "live", Digest),
            async () => await _client.Tags.SetExpirationAsync(app, "live", now.AddDays(1)),
            async () => await _client.Tags.ClearExpirationAsync(app, "live"),
            async () => await _client.Tags.SetImmutableAsync(app, "live", immutable: false),
            async () => await _client.Tags.DeleteAsync(app, "gone"),
            async () => await _client.Tags.RestoreAsync(app, "gone", Digest),
            async () => await _client.Tags.RestorePreviousAsync(app, "gone"),
            async () => await _client.History.RestoreTagAsync(app, "gone", now.AddDays(-1)),
            async () => await _client.Tags.GetPullStatisticsAsync(app, "live"),
            async () => await _client.History.GetTimelineAsync(app),
            async () => await _client.History.GetTagAtAsync(app, "live", now.AddMinutes(-1)),
            async () => await _client.History.GetSnapshotAsync(app),
            async () => await _client.History.CompareAsync(app, now.AddDays(-1), now.AddMinutes(-1)),
            async () => await _client.History.PlanRollbackAsync(app, now.AddSeconds(-1), new RollbackOptions { DeleteNewer = true }),
            async () => await _client.Manifests.GetAsync(app, Digest),
            async () => await _client.Manifests.GetLabelsAsync(app, Digest),
            async () => await _client.Manifests.AddLabelAsync(app, Digest, "a", "b"),
            async () => await _client.Manifests.GetSecurityAsync(app, Digest),
            async () => await _client.Manifests.GetPullStatisticsAsync(app, Digest),
            async () => await _client.Policies.AutoPrune.ListAsync(app),
            async () => await _client.Policies.AutoPrune.CreateAsync(app, AutoPrunePolicy.KeepNewest(5, "v.*")),
            async () =>
                await _client.Policies.AutoPrune
                    .UpdateAsync(app, Uuid, AutoPrunePolicy.KeepNewest(5))
                    .ContinueWith<object?>(task => { task.GetAwaiter().GetResult(); return null; }, TaskScheduler.Default),
            async () => await _client.Policies.Immutability.ListAsync(app),
            async () => await _client.Policies.Immutability.CreateAsync(app, new ImmutabilityPolicy { TagPattern = "v" }),
            async () => await _client.Users.GetCurrentAsync(),
            async () => await _client.Users.CheckTokenAsync(),
        ];
        foreach (Func<Task<object?>> call in calls)
        {
            try
            {
                Add(await call());
            }
            catch (QuayException fault)
            {
                Add(fault);
            }
        }
    }

    private void Add(object? value)
    {
        switch (value)
        {
            case null:
                break;
            case System.Collections.IEnumerable items and not string:
                foreach (object item in items)
                {
                    Add(item);
                }

                break;
            case Exception fault:
                _texts.AddRange([fault.Message, (fault as QuayException)?.Detail ?? "", (fault as QuayException)?.ErrorType ?? ""]);
                Add(fault.InnerException);
                break;
            case TagPlan plan:
                _texts.AddRange([plan.ToString(), .. plan.Describe().Split('\n')]);
                _texts.AddRange([.. plan.Skipped.Select(skipped => skipped.Reason), .. plan.Steps.Select(step => step.Reason)]);
                break;
            case SnapshotDiff diff:
                _texts.AddRange([diff.ToString(), .. diff.Describe().Split('\n'), .. diff.Unknown.Values]);
                break;
            case TagTimeline timeline:
                _texts.AddRange([timeline.ToString(), .. timeline.Events.Select(timelineEvent => timelineEvent.ToString())]);
                break;
            default:
                _texts.Add(value.ToString()!);
                break;
        }
    }

    private void AssertClean()
    {
        Assert.NotEmpty(_texts);
        Assert.All(_texts, text => Assert.True(HostileText.FindIn(text) is null, $"{HostileText.FindIn(text)} in: {text}"));
    }

    /// <summary>Replaces texts in the responses with hostile text.</summary>
    private sealed class HostileTextHandler(HttpMessageHandler quay) : DelegatingHandler(quay)
    {
        public Func<string, JsonValue, bool> ShouldReplace { get; set; } = (_, _) => false;

        public bool AddsNames { get; set; }

        public Func<HttpResponseMessage>? Response { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Response is { } create)
            {
                return create();
            }

            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            string body = await response.Content.ReadAsStringAsync(cancellationToken);
            if (body.StartsWith('{') && JsonNode.Parse(body) is JsonObject json)
            {
                response.Content = new StringContent(WithHostileText(json).ToJsonString(), Encoding.UTF8, "application/json");
            }

            return response;
        }

        private JsonObject WithHostileText(JsonObject json)
        {
            foreach ((string name, JsonNode? node) in json.ToList())
            {
                json[name] = WithHostileNode(name, node);
                if (AddsNames)
                {
                    json[name + HostileText.Text.Replace("\ud800", "", StringComparison.Ordinal)] = 1;
                }
            }

            return json;
        }

        private JsonNode? WithHostileNode(string name, JsonNode? node) => node switch
        {
            JsonObject inner => WithHostileText(inner),
            JsonArray items => new JsonArray([.. items.ToList().Select(item => WithHostileNode(name, item?.DeepClone()))]),
            JsonValue value when ShouldReplace(name, value) => JsonValue.Create(HostileText.Text),
            _ => node?.DeepClone(),
        };
    }
}
