using System.Text.Json.Nodes;

namespace Quay.Client.Testing.Tests.Endpoints;

public class UserTests
{
    private readonly FakeQuay _quay = new();
    private readonly ApiClient _api;

    public UserTests() => _api = new ApiClient(_quay);

    [Fact]
    public void Token_with_user_read_gets_name_and_organizations()
    {
        ApiClient devtable = _api.As("devtable", "repo:create", "user:read");
        _quay.FindNamespace("devtable")!.Email = "jschorr@devtable.com";
        _quay.AddOrganization("rqorg", "devtable");
        _quay.AddOrganization("other");

        Assert.Equal(
            """
            {"anonymous":false,"username":"devtable",
            "avatar":{"name":"devtable","hash":"94adf3582e0c629956006b1d1f77926e26d998780448cff0340499bd27a3a064",
            "color":"#393b79","kind":"user"},
            "organizations":[{"name":"rqorg",
            "avatar":{"name":"rqorg","hash":"fe5579559b34923fa1267821c5a5e4f5bbb2ecc58a70830b502071d9353acfeb",
            "color":"#e7ba52","kind":"org"},
            "can_create_repo":true,"public":false}]}
            """.ReplaceLineEndings(""),
            devtable.Get("user/").Object.ToJsonString());
    }

    [Fact]
    public void Token_with_user_admin_also_gets_the_account()
    {
        _quay.AddOrganization("acme").IsFreeAccount = false;
        _quay.Features = FakeFeatures.All;

        JsonObject user = _api.Get("user/").Object;

        Assert.Equal(
            ("admin@example.com", true, 0),
            (user["email"]!.ToString(), (bool)user["is_free_account"]!, (int)user["quota_report"]!["quota_bytes"]!));
        Assert.Equal(
            (true, true), ((bool)user["organizations"]![0]!["is_org_admin"]!, (bool)user["organizations"]![0]!["preferred_namespace"]!));
    }

    [Fact]
    public void Superuser_is_reported_only_to_a_token_with_super_user()
    {
        ApiClient api = _api.As("admin", "user:read", "super:user");

        Assert.False(api.Get("user/").Object.ContainsKey("super_user"));
        _quay.FindNamespace("admin")!.IsSuperuser = true;
        Assert.True((bool)api.Get("user/").Object["super_user"]!);
        Assert.False(_api.As("admin", "user:read").Get("user/").Object.ContainsKey("super_user"));
    }

    [Fact]
    public void Default_token_has_super_user_and_can_be_revoked()
    {
        _quay.FindNamespace("admin")!.IsSuperuser = true;
        Assert.True((bool)_api.Get("user/").Object["super_user"]!);
        _quay.FindToken(_quay.Token)!.IsRevoked = true;
        Assert.Equal(401, _api.Get("user/").Status);
        Assert.Null(_quay.FindToken("none"));
    }

    [Fact]
    public void Unknown_scope_is_rejected_with_the_list_of_scopes()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => _quay.AddToken("admin", "repo:read", "repo:raed"));
        Assert.StartsWith("'repo:raed' is not a scope of Quay. The scopes are repo:read, ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("repo:admin")]
    [InlineData("org:admin")]
    public void User_route_rejects_a_token_without_a_user_scope(string scope) =>
        Assert.Equal(_api.Anonymous.Get("user/").Text, _api.As("admin", scope).Get("user/").Text);

    [Fact]
    public void User_route_rejects_a_revoked_token_even_if_anonymous_access_is_off()
    {
        _quay.Features = new FakeFeatures { AnonymousAccess = false };
        FakeToken token = _quay.AddToken("admin");
        token.IsRevoked = true;

        FakeResponse response = (_api with { Token = token.Value }).Get("user/");

        Assert.Equal(401, response.Status);
        Assert.StartsWith("""{"session_required": false, "detail": "Requires authentication", """, response.Text, StringComparison.Ordinal);
    }
}
