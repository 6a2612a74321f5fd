using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>The recorded answers of <c>GET /api/v1/user/</c>, and what they tell of a token.</summary>
public class UserContractTests
{
    private const string Target = "/api/v1/user/";
    private const string Stars = "/api/v1/repository?starred=true";

    [Theory]
    [InlineData("user-get")]
    [InlineData("user-get-super")]
    public async Task Name_address_and_organizations_are_read(string name)
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(Target, name);
        using QuayClient client = quay.CreateClient();

        User user = await client.Users.GetCurrentAsync();

        JsonObject recorded = JsonNode.Parse(RecordedExchange.Load(name).Text)!.AsObject();
        JsonObject expected = Only(recorded, "username", "email");
        IEnumerable<JsonObject> organizations = recorded["organizations"]!.AsArray().Select(organization => organization!.AsObject());
        expected["organizations"] =
            new JsonArray([.. organizations.Select(organization => Only(organization, "name", "can_create_repo", "is_org_admin"))]);

        JsonNode? read = JsonSerializer.SerializeToNode(user);
        Assert.True(JsonNode.DeepEquals(expected, read), $"{expected.ToJsonString()}\nwas read as\n{read?.ToJsonString()}");
        Assert.Equal("devtable", user.ToString());
    }

    [Fact]
    public async Task The_text_of_an_answer_about_a_token_shows_no_address()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(Target, "user-get-super");
        using QuayClient client = quay.CreateClient();

        TokenCheck check = await client.Users.CheckTokenAsync();

        Assert.Equal("jschorr@devtable.com", check.User!.Email);
        Assert.DoesNotContain("jschorr", $"{check} {check.User}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_token_and_a_live_one_without_its_scope_are_answered_alike()
    {
        RecordedExchange dead = RecordedExchange.Load("user-get-invalid-token");
        RecordedExchange live = RecordedExchange.Load("scope-readonly-user");

        Assert.Equal((dead.Status, dead.Text), (live.Status, live.Text));
    }

    [Theory]
    [InlineData("user-get-anonymous")]
    [InlineData("user-get-invalid-token")]
    [InlineData("scope-readonly-user")]
    public async Task A_401_is_said_to_have_two_reasons(string name)
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(Target, name);
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayAuthenticationException>(() => client.Users.GetCurrentAsync());

        Assert.Equal(
            (HttpStatusCode.Unauthorized, "invalid_token", "Requires authentication"), (error.StatusCode, error.ErrorType, error.Detail));
        Assert.Contains("The token is missing, expired or not an OAuth token", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "Or it is alive and lacks the scope user:read: Quay returns the same response. CheckTokenAsync distinguishes them.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_may_read_its_user_is_alive()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(Target, "user-get");
        using QuayClient client = quay.CreateClient();

        TokenCheck check = await client.Users.CheckTokenAsync();

        Assert.Equal((true, "devtable"), (check.IsAlive, check.User?.Username));
    }

    [Fact]
    public async Task A_token_that_may_read_stars_alone_is_alive()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(Target, "scope-readonly-user")
            .Expect(Stars, "repos-list-starred-readonly-token");
        using QuayClient client = quay.CreateClient();

        TokenCheck check = await client.Users.CheckTokenAsync();
        Assert.Equal((true, null), (check.IsAlive, check.User));
    }

    [Fact]
    public async Task A_token_that_may_read_neither_is_dead()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(Target, "user-get-invalid-token")
            .Expect(Stars, "repos-list-starred-anonymous");
        using QuayClient client = quay.CreateClient();

        TokenCheck check = await client.Users.CheckTokenAsync();
        Assert.Equal((false, null), (check.IsAlive, check.User));
    }

    [Fact]
    public async Task A_refusal_of_the_stars_for_another_reason_says_nothing_of_the_token()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(Target, "user-get-invalid-token")
            .Expect(Stars, "accident-browser-user-agent");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayException>(() => client.Users.CheckTokenAsync());
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
    }

    /// <summary>The fields of an object that are there and not null: null and absent are one to the model.</summary>
    private static JsonObject Only(JsonObject json, params string[] fields) => new(
        json.Where(field => fields.Contains(field.Key) && field.Value is not null)
            .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
}
