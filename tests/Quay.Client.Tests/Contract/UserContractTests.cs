using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>Verifies the recorded responses of <c>GET /api/v1/user/</c>, and the checks of tokens that use them.</summary>
public class UserContractTests
{
    private const string Target = "/api/v1/user/";
    private const string Stars = "/api/v1/repository?starred=true";

    [Theory]
    [InlineData("user-get")]
    [InlineData("user-get-super")]
    public async Task Name_email_and_organizations_of_the_user_are_read(string name)
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
    public async Task ToString_of_a_token_check_and_of_a_user_does_not_show_the_email()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(Target, "user-get-super");
        using QuayClient client = quay.CreateClient();

        TokenCheck check = await client.Users.CheckTokenAsync();

        Assert.Equal("jschorr@devtable.com", check.User!.Email);
        Assert.DoesNotContain("jschorr", $"{check} {check.User}", StringComparison.Ordinal);
    }

    [Fact]
    public void Quay_returns_the_same_401_for_a_rejected_token_and_for_a_missing_scope()
    {
        RecordedExchange rejected = RecordedExchange.Load("user-get-invalid-token");
        RecordedExchange valid = RecordedExchange.Load("scope-readonly-user");

        Assert.Equal((rejected.Status, rejected.Text), (valid.Status, valid.Text));
    }

    [Theory]
    [InlineData("user-get-anonymous")]
    [InlineData("user-get-invalid-token")]
    [InlineData("scope-readonly-user")]
    public async Task Message_about_a_401_for_the_user_names_both_possible_reasons(string name)
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(Target, name);
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayAuthenticationException>(() => client.Users.GetCurrentAsync());

        Assert.Equal(
            (HttpStatusCode.Unauthorized, "invalid_token", "Requires authentication"), (error.StatusCode, error.ErrorType, error.Detail));
        Assert.Contains("The token is missing, expired or not an OAuth token", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "Or the token is valid but lacks the scope user:read: Quay returns the same response. CheckTokenAsync distinguishes them.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_that_can_read_its_user_is_alive()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(Target, "user-get");
        using QuayClient client = quay.CreateClient();

        TokenCheck check = await client.Users.CheckTokenAsync();

        Assert.Equal((true, "devtable"), (check.IsAlive, check.User?.Username));
    }

    [Fact]
    public async Task Token_that_can_read_only_starred_repositories_is_alive()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(Target, "scope-readonly-user")
            .Expect(Stars, "repos-list-starred-readonly-token");
        using QuayClient client = quay.CreateClient();

        TokenCheck check = await client.Users.CheckTokenAsync();
        Assert.Equal((true, null), (check.IsAlive, check.User));
    }

    [Fact]
    public async Task Token_that_can_read_neither_user_nor_starred_repositories_is_not_alive()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(Target, "user-get-invalid-token")
            .Expect(Stars, "repos-list-starred-anonymous");
        using QuayClient client = quay.CreateClient();

        TokenCheck check = await client.Users.CheckTokenAsync();
        Assert.Equal((false, null), (check.IsAlive, check.User));
    }

    [Fact]
    public async Task Unrelated_error_for_the_starred_repositories_is_thrown_by_a_token_check()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(Target, "user-get-invalid-token")
            .Expect(Stars, "accident-browser-user-agent");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayException>(() => client.Users.CheckTokenAsync());
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
    }

    /// <summary>Gets the given fields that are not null, because the model does not distinguish null from absent.</summary>
    private static JsonObject Only(JsonObject json, params string[] fields) => new(
        json.Where(field => fields.Contains(field.Key) && field.Value is not null)
            .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
}
