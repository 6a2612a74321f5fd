using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Testing;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>The recorded exchanges about the policies of a repository: the client sends what was sent, and reads what was answered.</summary>
public class PolicyContractTests
{
    private const string Repository = "/api/v1/repository/rqorg/tpol";
    private const string AutoPrune = Repository + "/autoprunepolicy/";
    private const string Immutability = Repository + "/immutabilitypolicy/";
    private const string Administered = Repository + "?includeTags=false";

    public static TheoryData<string> Lists => Names("GET", 200, target => target is AutoPrune or Immutability);

    public static TheoryData<string> Policies => Names("GET", 200, target => IsOne(target, AutoPrune) || IsOne(target, Immutability));

    public static TheoryData<string> Created => Names("POST", 201, target => target is AutoPrune or Immutability);

    public static TheoryData<string> Updated => Names("PUT", 204, target => IsOne(target, AutoPrune) || IsOne(target, Immutability));

    public static TheoryData<string> Deleted => Names("DELETE", 200, target => IsOne(target, AutoPrune) || IsOne(target, Immutability));

    /// <summary>The refused writes whose bodies the client can be made to send.</summary>
    public static TheoryData<string> RefusedWrites =>
    [
        "autoprune-repo-create-number-again", "autoprune-repo-create-value-bad-unit", "autoprune-repo-create-value-date-empty",
        "autoprune-repo-create-value-months", "autoprune-repo-create-value-negative", "autoprune-repo-create-value-number-as-string",
        "autoprune-repo-create-value-spaces", "autoprune-repo-create-value-bool", "autoprune-repo-create-value-float",
        "autoprune-repo-update-invalid-method", "autoprune-repo-update-invalid-value", "immutability-repo-create-again-other-matches",
        "immutability-repo-create-bad-regex", "immutability-repo-create-bad-regex-paren", "immutability-repo-create-bad-regex-star",
        "immutability-repo-update-bad-regex",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Each_recorded_list_of_policies_is_read_whole(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay().Answer(exchange.Target, name);
        using QuayClient client = quay.CreateClient();

        JsonNode? read = exchange.Target == AutoPrune
            ? JsonSerializer.SerializeToNode(await client.Policies.GetAutoPrunePoliciesAsync("rqorg/tpol"))
            : JsonSerializer.SerializeToNode(await client.Policies.GetImmutabilityPoliciesAsync("rqorg/tpol"));

        AssertSame(JsonNode.Parse(exchange.Body)!["policies"], read);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Each_recorded_policy_is_read_whole(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay().Answer(exchange.Target, name);
        using QuayClient client = quay.CreateClient();

        JsonNode? read = IsOne(exchange.Target, AutoPrune)
            ? JsonSerializer.SerializeToNode(await client.Policies.GetAutoPrunePolicyAsync("rqorg/tpol", UuidOf(exchange)))
            : JsonSerializer.SerializeToNode(await client.Policies.GetImmutabilityPolicyAsync("rqorg/tpol", UuidOf(exchange)));

        AssertSame(JsonNode.Parse(exchange.Body), read);
    }

    [Fact]
    public async Task Recorded_auto_prune_values_are_parsed()
    {
        await using RecordedQuay quay = new RecordedQuay().Answer(AutoPrune, "autoprune-repo-list");
        using QuayClient client = quay.CreateClient();

        IReadOnlyList<AutoPrunePolicy> policies = await client.Policies.GetAutoPrunePoliciesAsync("rqorg/tpol");

        Assert.Equal(
            [
                ("10", 10L, null), ("7d", null, TimeSpan.FromDays(7)), ("2w", null, TimeSpan.FromDays(14)), ("3", 3, null), ("3", 3, null),
                ("0d", null, TimeSpan.Zero), ("100000000000000000000", null, null), ("77", 77, null), ("36h", null, TimeSpan.FromHours(36)),
                ("1y", null, TimeSpan.FromDays(365)),
            ],
            policies.Select(policy => (policy.Value, policy.TagCount, policy.Age)));
        Assert.Equal([null, null, "^pr-.*", "v.*", "[(", null, null, null, null, null], policies.Select(policy => policy.TagPattern));
    }

    [Theory]
    [MemberData(nameof(Created))]
    public async Task Each_recorded_policy_is_created_by_the_recorded_body(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        JsonObject sent = Known(exchange.RequestBody);
        string uuid = JsonNode.Parse(exchange.Body)!["uuid"]!.GetValue<string>();
        await using RecordedQuay quay = new RecordedQuay()
            .Answer(exchange.Target, exchange.Target == AutoPrune ? "autoprune-repo-list-empty" : "immutability-repo-list-empty")
            .Answer("POST " + exchange.Target, name);
        bool isReadBack = exchange.Target == AutoPrune && sent.ContainsKey("tagPattern");
        if (isReadBack)
        {
            // What a Quay without patterns drops is read again.
            var stored = (JsonObject)sent.DeepClone();
            stored.Insert(0, "uuid", uuid);
            quay.Answer(exchange.Target + uuid, FakeAnswer.Json(stored.ToJsonString()));
        }

        using QuayClient client = quay.CreateClient();

        string? created = exchange.Target == AutoPrune
            ? (await client.Policies.CreateAutoPrunePolicyAsync("rqorg/tpol", sent.Deserialize<AutoPrunePolicy>()!)).Uuid
            : (await client.Policies.CreateImmutabilityPolicyAsync("rqorg/tpol", sent.Deserialize<ImmutabilityPolicy>()!)).Uuid;

        Assert.Equal(uuid, created);
        AssertSent(quay, "POST", sent);
    }

    [Theory]
    [MemberData(nameof(Updated))]
    public async Task Each_recorded_policy_is_changed_by_the_recorded_body(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        JsonObject sent = Known(exchange.RequestBody);
        await using RecordedQuay quay = Before(exchange).Answer("PUT " + exchange.Target, name);
        using QuayClient client = quay.CreateClient();

        await UpdateAsync(client, exchange, sent);

        AssertSent(quay, "PUT", sent);
    }

    [Theory]
    [MemberData(nameof(Deleted))]
    public async Task Each_recorded_policy_is_deleted_by_the_recorded_request(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = Before(exchange).Answer("DELETE " + exchange.Target, name);
        using QuayClient client = quay.CreateClient();

        await (IsOne(exchange.Target, AutoPrune)
            ? client.Policies.DeleteAutoPrunePolicyAsync("rqorg/tpol", UuidOf(exchange))
            : client.Policies.DeleteImmutabilityPolicyAsync("rqorg/tpol", UuidOf(exchange)));
    }

    [Theory]
    [MemberData(nameof(RefusedWrites))]
    public async Task Each_recorded_refusal_of_a_policy_is_an_error_with_Quays_words(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        JsonObject sent = Known(exchange.RequestBody);
        await using RecordedQuay quay = exchange.Method == "POST"
            ? new RecordedQuay().Answer(exchange.Target, exchange.Target == AutoPrune ? "autoprune-repo-list-empty" : "immutability-repo-list-empty")
            : Before(exchange);
        quay.Answer($"{exchange.Method} {exchange.Target}", name);
        using QuayClient client = quay.CreateClient();

        QuayException error = await Assert.ThrowsAsync<QuayException>(() => exchange.Target switch
        {
            AutoPrune => client.Policies.CreateAutoPrunePolicyAsync("rqorg/tpol", sent.Deserialize<AutoPrunePolicy>()!),
            Immutability => client.Policies.CreateImmutabilityPolicyAsync("rqorg/tpol", sent.Deserialize<ImmutabilityPolicy>()!),
            _ => UpdateAsync(client, exchange, sent),
        });

        AssertSent(quay, exchange.Method, sent);
        Assert.Equal((400, "invalid_request"), ((int)error.StatusCode!, error.ErrorType));
        string firstLine = JsonNode.Parse(exchange.Body)!["detail"]!.GetValue<string>().Split('\n')[0];
        Assert.StartsWith(firstLine, error.Detail, StringComparison.Ordinal);
        Assert.Contains(firstLine.TrimEnd('.'), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("autoprune-repo-list-anonymous", typeof(QuayAuthenticationException))]
    [InlineData("autoprune-repo-list-expired", typeof(QuayAuthenticationException))]
    [InlineData("autoprune-repo-list-readonly-token", typeof(QuayPermissionException))]
    [InlineData("autoprune-repo-list-writer", typeof(QuayPermissionException))]
    [InlineData("immutability-repo-list-anonymous", typeof(QuayAuthenticationException))]
    [InlineData("immutability-repo-list-readonly-token", typeof(QuayPermissionException))]
    public async Task Recorded_error_of_a_policy_list_throws_the_matching_exception(string name, Type expected)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        RepositoryName repository = exchange.Target.Split('/')[4] + "/" + exchange.Target.Split('/')[5];
        await using RecordedQuay quay = new RecordedQuay()
            .Answer(exchange.Target, name)
            .Answer($"/api/v1/repository/{repository}?includeTags=false", expected == typeof(QuayPermissionException) ? "repo-get-readonly-token" : "auth-none-private-repo");
        using QuayClient client = quay.CreateClient();

        Exception? thrown = await Record.ExceptionAsync(() => exchange.Target.Contains("autoprune", StringComparison.Ordinal)
            ? client.Policies.GetAutoPrunePoliciesAsync(repository)
            : client.Policies.GetImmutabilityPoliciesAsync(repository));

        Assert.IsType(expected, thrown);
        Assert.Equal(exchange.Status, (int)((QuayException)thrown).StatusCode!);
    }

    [Theory]
    [InlineData("autoprune-repo-get-missing", "autoprune-repo-list-empty")]
    [InlineData("autoprune-repo-delete-again", "autoprune-repo-list")]
    [InlineData("autoprune-repo-update-missing", "autoprune-repo-list")]
    [InlineData("immutability-repo-update-missing", "immutability-repo-list")]
    public async Task Missing_recorded_policy_throws_not_found_and_nothing_is_written(string name, string list)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay().Answer(exchange.Target, name).Answer(exchange.Target[..(exchange.Target.LastIndexOf('/') + 1)], list);
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayNotFoundException>(() => exchange.Method switch
        {
            "GET" => client.Policies.GetAutoPrunePolicyAsync("rqorg/tpol", UuidOf(exchange)),
            "DELETE" => client.Policies.DeleteAutoPrunePolicyAsync("rqorg/tpol", UuidOf(exchange)),
            _ => UpdateAsync(client, exchange, Known(exchange.RequestBody)),
        });
    }

    [Fact]
    public async Task Policy_older_than_pattern_support_does_not_hide_the_servers_pattern_support()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Answer(AutoPrune, FakeAnswer.Json("""{"policies": [{"uuid": "a", "method": "number_of_tags", "value": 5, "tagPattern": null, "tagPatternMatches": null}]}"""))
            .Answer("POST " + AutoPrune, "autoprune-repo-create-pattern");
        using QuayClient client = quay.CreateClient();

        AutoPrunePolicy created = await client.Policies.CreateAutoPrunePolicyAsync(
            "rqorg/tpol", AutoPrunePolicy.RemoveOlderThan(TimeSpan.FromDays(14), "^pr-.*", tagPatternMatches: false));

        Assert.Equal("418d74e1-932d-435c-b3f9-4ba673fffac1", created.Uuid);
    }

    private static TheoryData<string> Names(string method, int status, Func<string, bool> isMeant) =>
        [.. RecordedExchange.All().Where(exchange => exchange.Method == method && exchange.Status == status && isMeant(exchange.Target)).Select(exchange => exchange.Name)];

    private static bool IsOne(string target, string list) => target.StartsWith(list, StringComparison.Ordinal) && target != list;

    private static string UuidOf(RecordedExchange exchange) => exchange.Target[(exchange.Target.LastIndexOf('/') + 1)..];

    /// <summary>A Quay that answers what a write reads before it is sent.</summary>
    private static RecordedQuay Before(RecordedExchange exchange) => new RecordedQuay().Answer(
        exchange.Target, IsOne(exchange.Target, AutoPrune) ? "autoprune-repo-get-pattern" : "immutability-repo-get");

    private static Task UpdateAsync(QuayClient client, RecordedExchange exchange, JsonObject sent) => IsOne(exchange.Target, AutoPrune)
        ? client.Policies.UpdateAutoPrunePolicyAsync("rqorg/tpol", UuidOf(exchange), sent.Deserialize<AutoPrunePolicy>()!)
        : client.Policies.UpdateImmutabilityPolicyAsync("rqorg/tpol", UuidOf(exchange), sent.Deserialize<ImmutabilityPolicy>()!);

    /// <summary>A recorded body as the client sends it: what Quay does not know is not there, and what it takes for granted is.</summary>
    private static JsonObject Known(byte[] body)
    {
        JsonObject json = JsonNode.Parse(body)!.AsObject();
        json.Remove("foo");
        if (json.ContainsKey("tagPattern") && !json.ContainsKey("tagPatternMatches"))
        {
            json["tagPatternMatches"] = true;
        }

        return json;
    }

    private static void AssertSent(RecordedQuay quay, string method, JsonObject expected)
    {
        FakeRequest request = Assert.Single(quay.Fake.Requests, exchange => exchange.Request.Method == method).Request;
        AssertSame(expected, JsonNode.Parse(request.Body.Span));
        Assert.StartsWith("application/json", request.Header("Content-Type"), StringComparison.Ordinal);
    }

    private static void AssertSame(JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{expected?.ToJsonString()}\nbecame\n{actual?.ToJsonString()}");
}
