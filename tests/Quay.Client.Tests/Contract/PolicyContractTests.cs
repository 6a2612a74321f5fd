using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Quay.Client.Testing;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>
/// Verifies the recorded exchanges about policies of repositories, organizations and users: the client sends the recorded requests and
/// reads the recorded responses.
/// </summary>
public partial class PolicyContractTests
{
    private const string AutoPrune = "/api/v1/repository/rqorg/tpol/autoprunepolicy/";
    private const string NewUuid = "418d74e1-932d-435c-b3f9-4ba673fffac1";

    public static TheoryData<string> Lists => Names("GET", 200, isOne: false);

    public static TheoryData<string> Policies => Names("GET", 200, isOne: true);

    public static TheoryData<string> Created => Names("POST", 201, isOne: false);

    public static TheoryData<string> Updated => Names("PUT", 204, isOne: true);

    public static TheoryData<string> Deleted => Names("DELETE", 200, isOne: true);

    /// <summary>Gets the rejected writes whose bodies the client can send.</summary>
    public static TheoryData<string> RejectedWrites =>
    [
        "autoprune-repo-create-number-again", "autoprune-repo-create-value-bad-unit", "autoprune-repo-create-value-date-empty",
        "autoprune-repo-create-value-months", "autoprune-repo-create-value-negative", "autoprune-repo-create-value-number-as-string",
        "autoprune-repo-create-value-spaces", "autoprune-repo-create-value-bool", "autoprune-repo-create-value-float",
        "autoprune-repo-update-invalid-method", "autoprune-repo-update-invalid-value", "immutability-repo-create-again-other-matches",
        "immutability-repo-create-bad-regex", "immutability-repo-create-bad-regex-paren", "immutability-repo-create-bad-regex-star",
        "immutability-repo-update-bad-regex", "autoprune-org-create-empty-pattern", "autoprune-org-create-invalid-value",
        "autoprune-user-create-again", "autoprune-user-create-invalid-method", "autoprune-user-create-invalid-value",
        "immutability-org-create-again", "immutability-org-create-bad-regex",
    ];

    /// <summary>Gets the paths of the lists of all scopes and kinds.</summary>
    public static TheoryData<string> Paths =>
    [
        AutoPrune, "/api/v1/organization/rqorg/autoprunepolicy/", "/api/v1/user/autoprunepolicy/",
        "/api/v1/repository/rqorg/tpol/immutabilitypolicy/", "/api/v1/organization/rqorg/immutabilitypolicy/",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Each_recorded_list_of_policies_is_read_completely(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, name);
        using QuayClient client = quay.CreateClient();

        JsonNode? read = Target.Of(exchange) is { IsAutoPrune: true } target
            ? JsonSerializer.SerializeToNode(await client.Policies.AutoPrune.ListAsync(target.Scope))
            : JsonSerializer.SerializeToNode(await client.Policies.Immutability.ListAsync(Target.Of(exchange).Scope));

        AssertSame(JsonNode.Parse(exchange.Body)!["policies"], read);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Each_recorded_policy_is_read_completely(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, name);
        using QuayClient client = quay.CreateClient();

        AssertSame(JsonNode.Parse(exchange.Body), await GetAsync(client, Target.Of(exchange)));
    }

    [Fact]
    public async Task Recorded_auto_prune_values_are_parsed()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(AutoPrune, "autoprune-repo-list");
        using QuayClient client = quay.CreateClient();

        IReadOnlyList<AutoPrunePolicy> policies = await client.Policies.AutoPrune.ListAsync("rqorg/tpol");

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
    public async Task Each_recorded_policy_is_created_with_the_recorded_body(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        Target target = Target.Of(exchange);
        JsonObject sent = BodyOf(exchange.RequestBody);
        string uuid = JsonNode.Parse(exchange.Body)!["uuid"]!.GetValue<string>();
        await using RecordedQuay quay = WithoutPolicies(target).Expect("POST " + exchange.Target, name);
        if (target.IsAutoPrune && sent.ContainsKey("tagPattern"))
        {
            // The client reads the new policy, because a server without pattern support drops the pattern.
            var stored = (JsonObject)sent.DeepClone();
            stored.Insert(0, "uuid", uuid);
            quay.Expect(exchange.Target + uuid, FakeResponse.Json(stored.ToJsonString()));
        }

        using QuayClient client = quay.CreateClient();

        Assert.Equal(uuid, await CreateAsync(client, target, sent));
        AssertSent(quay, "POST", sent);
    }

    [Theory]
    [MemberData(nameof(Updated))]
    public async Task Each_recorded_policy_is_updated_with_the_recorded_body(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        JsonObject sent = BodyOf(exchange.RequestBody);
        await using RecordedQuay quay = WithPolicy(Target.Of(exchange)).Expect("PUT " + exchange.Target, name);
        using QuayClient client = quay.CreateClient();

        await UpdateAsync(client, Target.Of(exchange), sent);

        AssertSent(quay, "PUT", sent);
    }

    [Theory]
    [MemberData(nameof(Deleted))]
    public async Task Each_recorded_policy_is_deleted_with_the_recorded_request(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = WithPolicy(Target.Of(exchange)).Expect("DELETE " + exchange.Target, name);
        using QuayClient client = quay.CreateClient();

        await DeleteAsync(client, Target.Of(exchange));
    }

    /// <summary>Uses the responses for a repository in every scope, because Quay's responses are the same.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Policy_requests_of_each_scope_have_the_documented_method_path_and_body(string path)
    {
        Target target = Target.Of(path + NewUuid);
        string kind = target.IsAutoPrune ? "autoprune" : "immutability";
        string one = target.IsAutoPrune ? "autoprune-repo-get-pattern" : "immutability-repo-get";
        string json = target.IsAutoPrune
            ? """{"method":"number_of_tags","value":10}"""
            : """{"tagPattern":"v","tagPatternMatches":false}""";
        JsonObject body = JsonNode.Parse(json)!.AsObject();
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(path, $"{kind}-repo-list")
            .Expect(path + NewUuid, one)
            .Expect(path, $"{kind}-repo-list")
            .Expect("POST " + path, target.IsAutoPrune ? "autoprune-repo-create-number" : "immutability-repo-create")
            .Expect(path + NewUuid, one)
            .Expect($"PUT {path}{NewUuid}", $"{kind}-repo-update")
            .Expect(path + NewUuid, one)
            .Expect($"DELETE {path}{NewUuid}", FakeResponse.Json($$"""{"uuid": "{{NewUuid}}"}"""));
        using QuayClient client = quay.CreateClient();

        await ListAsync(client, target);
        await GetAsync(client, target);
        await CreateAsync(client, target, body);
        await UpdateAsync(client, target, body);
        await DeleteAsync(client, target);

        AssertSent(quay, "POST", body);
        AssertSent(quay, "PUT", body);
    }

    [Theory]
    [MemberData(nameof(RejectedWrites))]
    public async Task Each_recorded_rejection_of_a_policy_throws_QuayException_with_Quays_text(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        Target target = Target.Of(exchange);
        JsonObject sent = BodyOf(exchange.RequestBody);
        await using RecordedQuay quay = exchange.Method == "POST" ? WithoutPolicies(target) : WithPolicy(target);
        quay.Expect($"{exchange.Method} {exchange.Target}", name);
        using QuayClient client = quay.CreateClient();

        QuayException error = await Assert.ThrowsAsync<QuayException>(
            () => exchange.Method == "POST" ? CreateAsync(client, target, sent) : UpdateAsync(client, target, sent));

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
    [InlineData("autoprune-org-list-anonymous", typeof(QuayAuthenticationException))]
    [InlineData("autoprune-org-list-missing-org", typeof(QuayPermissionException))]
    [InlineData("autoprune-org-list-nobody", typeof(QuayPermissionException))]
    [InlineData("autoprune-org-list-readonly-token", typeof(QuayPermissionException))]
    [InlineData("autoprune-user-list-anonymous", typeof(QuayAuthenticationException))]
    [InlineData("autoprune-user-list-readonly-token", typeof(QuayPermissionException))]
    [InlineData("immutability-org-list-anonymous", typeof(QuayAuthenticationException))]
    [InlineData("immutability-org-list-nobody", typeof(QuayPermissionException))]
    public async Task Recorded_error_of_a_policy_list_throws_the_matching_exception(string name, Type expected)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        Target target = Target.Of(exchange);
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, name).ExpectBlockedDiscovery();
        if (target.Scope.RepositoryPath is { } repository)
        {
            string found = expected == typeof(QuayPermissionException) ? "repo-get-readonly-token" : "auth-none-private-repo";
            quay.Expect($"/api/v1/repository/{repository}?includeTags=false", found);
        }

        using QuayClient client = quay.CreateClient();

        Exception? thrown = await Record.ExceptionAsync(() => ListAsync(client, target));

        Assert.IsType(expected, thrown);
        Assert.Equal(exchange.Status, (int)((QuayException)thrown).StatusCode!);
    }

    [Theory]
    [InlineData("autoprune-repo-list-expired", typeof(QuayAuthenticationException))]
    [InlineData("immutability-repo-list-readonly-token", typeof(QuayPermissionException))]
    [InlineData("autoprune-org-list-nobody", typeof(QuayPermissionException))]
    [InlineData("autoprune-user-list-readonly-token", typeof(QuayPermissionException))]
    [InlineData("immutability-org-list-anonymous", typeof(QuayAuthenticationException))]
    public async Task Recorded_error_is_thrown_without_further_requests_if_the_server_describes_the_route(string name, Type expected)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, name).ExpectDiscovery();
        using QuayClient client = quay.CreateClient();

        Assert.IsType(expected, await Record.ExceptionAsync(() => ListAsync(client, Target.Of(exchange))));
    }

    [Theory]
    [InlineData("autoprune-repo-get-missing", "autoprune-repo-list-empty")]
    [InlineData("autoprune-repo-delete-again", "autoprune-repo-list")]
    [InlineData("autoprune-repo-update-missing", "autoprune-repo-list")]
    [InlineData("immutability-repo-update-missing", "immutability-repo-list")]
    [InlineData("autoprune-org-get-missing", "autoprune-repo-list")]
    [InlineData("autoprune-org-delete-again", "autoprune-repo-list")]
    [InlineData("autoprune-org-update-missing", "autoprune-repo-list")]
    [InlineData("autoprune-user-get-missing", "autoprune-user-list-empty")]
    [InlineData("autoprune-user-delete-again", "autoprune-user-list-empty")]
    [InlineData("autoprune-user-update-missing", "autoprune-user-list-empty")]
    [InlineData("immutability-org-get-missing", "immutability-org-list-empty")]
    [InlineData("immutability-org-delete-again", "immutability-org-list-empty")]
    [InlineData("immutability-org-update-missing", "immutability-org-list-empty")]
    public async Task Missing_recorded_policy_throws_QuayNotFoundException_and_nothing_is_written(string name, string list)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        Target target = Target.Of(exchange);
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, name).Expect(target.List, list);
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayNotFoundException>(() => exchange.Method switch
        {
            "GET" => GetAsync(client, target),
            "DELETE" => DeleteAsync(client, target),
            _ => UpdateAsync(client, target, BodyOf(exchange.RequestBody)),
        });
    }

    [Fact]
    public async Task Policy_older_than_pattern_support_does_not_hide_the_servers_pattern_support()
    {
        const string Old =
            """{"policies": [{"uuid": "a", "method": "number_of_tags", "value": 5, "tagPattern": null, "tagPatternMatches": null}]}""";
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(AutoPrune, FakeResponse.Json(Old))
            .Expect("POST " + AutoPrune, "autoprune-repo-create-pattern");
        using QuayClient client = quay.CreateClient();

        AutoPrunePolicy created = await client.Policies.AutoPrune.CreateAsync(
            "rqorg/tpol", AutoPrunePolicy.RemoveOlderThan(TimeSpan.FromDays(14), "^pr-.*", tagPatternMatches: false));

        Assert.Equal(NewUuid, created.Uuid);
    }

    private static TheoryData<string> Names(string method, int status, bool isOne) =>
    [
        .. RecordedExchange.All()
            .Where(exchange => exchange.Method == method && exchange.Status == status && Target.IsMatch(exchange.Target))
            .Where(exchange => Target.Of(exchange).Uuid.Length > 0 == isOne)
            .Select(exchange => exchange.Name),
    ];

    /// <summary>Creates a server that responds to the read before a creation.</summary>
    private static RecordedQuay WithoutPolicies(Target target) =>
        new RecordedQuay().Expect(target.List, target.IsAutoPrune ? "autoprune-repo-list-empty" : "immutability-repo-list-empty");

    /// <summary>Creates a server that responds to the read before an update or a deletion.</summary>
    private static RecordedQuay WithPolicy(Target target) => new RecordedQuay().Expect(
        target.List + target.Uuid, target.IsAutoPrune ? "autoprune-repo-get-pattern" : "immutability-repo-get");

    private static Task ListAsync(QuayClient client, Target target) => target.IsAutoPrune
        ? client.Policies.AutoPrune.ListAsync(target.Scope)
        : client.Policies.Immutability.ListAsync(target.Scope);

    private static async Task<JsonNode?> GetAsync(QuayClient client, Target target) => target.IsAutoPrune
        ? JsonSerializer.SerializeToNode(await client.Policies.AutoPrune.GetAsync(target.Scope, target.Uuid))
        : JsonSerializer.SerializeToNode(await client.Policies.Immutability.GetAsync(target.Scope, target.Uuid));

    private static async Task<string?> CreateAsync(QuayClient client, Target target, JsonObject sent) => target.IsAutoPrune
        ? (await client.Policies.AutoPrune.CreateAsync(target.Scope, sent.Deserialize<AutoPrunePolicy>()!)).Uuid
        : (await client.Policies.Immutability.CreateAsync(target.Scope, sent.Deserialize<ImmutabilityPolicy>()!)).Uuid;

    private static Task UpdateAsync(QuayClient client, Target target, JsonObject sent) => target.IsAutoPrune
        ? client.Policies.AutoPrune.UpdateAsync(target.Scope, target.Uuid, sent.Deserialize<AutoPrunePolicy>()!)
        : client.Policies.Immutability.UpdateAsync(target.Scope, target.Uuid, sent.Deserialize<ImmutabilityPolicy>()!);

    private static Task DeleteAsync(QuayClient client, Target target) => target.IsAutoPrune
        ? client.Policies.AutoPrune.DeleteAsync(target.Scope, target.Uuid)
        : client.Policies.Immutability.DeleteAsync(target.Scope, target.Uuid);

    /// <summary>Gets a recorded body as the client sends it: without unknown fields, and with the default of the pattern's match.</summary>
    private static JsonObject BodyOf(byte[] body)
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

    /// <summary>Represents the target of a request: a list of policies, or one policy.</summary>
    private sealed partial record Target(PolicyScope Scope, bool IsAutoPrune, string List, string Uuid)
    {
        public static bool IsMatch(string path) => Form().IsMatch(path);

        public static Target Of(RecordedExchange exchange) => Of(exchange.Target);

        public static Target Of(string path)
        {
            GroupCollection parts = Form().Match(path).Groups;
            PolicyScope scope = parts["repository"].Success ? PolicyScope.Repository(parts["repository"].Value)
                : parts["organization"].Success ? PolicyScope.Organization(parts["organization"].Value)
                : PolicyScope.CurrentUser;
            return new Target(scope, parts["kind"].Value == "autoprune", parts["list"].Value, parts["uuid"].Value);
        }

        [GeneratedRegex(
            "^(?<list>/api/v1/(repository/(?<repository>.+)|organization/(?<organization>[^/]+)|user)/(?<kind>[a-z]+)policy/)"
            + "(?<uuid>[^/]*)$")]
        private static partial Regex Form();
    }
}
