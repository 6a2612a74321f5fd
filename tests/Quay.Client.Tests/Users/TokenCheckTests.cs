using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Users;

/// <summary>What a fake Quay makes of tokens of all kinds.</summary>
public class TokenCheckTests
{
    private readonly FakeQuay _quay = new();

    public static TheoryData<string> Scopes => ["repo:read", "repo:write", "repo:admin", "repo:create"];

    [Fact]
    public async Task A_live_token_tells_its_user()
    {
        _quay.AddRepository("acme/app");

        TokenCheck check = await CheckAsync(_quay.AddToken("admin", "user:read").Value);

        Assert.Equal((true, "admin"), (check.IsAlive, check.User?.Username));
        Assert.Null(check.User!.Email);
        Assert.Single(_quay.Requests);
    }

    [Fact]
    public async Task A_token_that_may_administer_its_user_also_shows_the_address_and_the_administrated_organizations()
    {
        _quay.AddRepository("acme/app");
        using QuayClient client = _quay.CreateClient();
        User user = await client.Users.GetCurrentAsync();
        Assert.Equal("admin@example.com", user.Email);
        UserOrganization acme = Assert.Single(user.Organizations!);
        Assert.Equal(("acme", true, true), (acme.Name, acme.IsAdministrator, acme.CanCreateRepository));
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task A_live_token_without_the_scope_is_alive(string scope)
    {
        TokenCheck check = await CheckAsync(_quay.AddToken("admin", scope).Value);
        Assert.Equal((true, null), (check.IsAlive, check.User));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_that_is_none_is_dead_whether_or_not_others_may_read(bool anonymousAccess)
    {
        _quay.Features = _quay.Features with { AnonymousAccess = anonymousAccess };
        FakeToken revoked = _quay.AddToken("admin");
        revoked.IsRevoked = true;

        foreach (string? token in (string?[])[revoked.Value, "nobodys", null])
        {
            TokenCheck check = await CheckAsync(token);
            Assert.Equal((false, null), (check.IsAlive, check.User));
        }
    }

    [Theory]
    [InlineData(401, """{"error_type": "invalid_token", "detail": "Something else", "status": 401}""")]
    [InlineData(400, """{"detail": "Something else", "status": 400}""")]
    [InlineData(403, "{}")]
    public async Task A_refusal_for_another_reason_does_not_make_a_token_dead(int status, string body)
    {
        _quay.Faults.When(
            request => request.Target.Contains("starred", StringComparison.Ordinal), Fault.Status(status, body, "application/json"));

        var error = await Assert.ThrowsAnyAsync<QuayException>(() => CheckAsync(_quay.AddToken("admin", "repo:read").Value));

        Assert.Equal(status, (int)error.StatusCode!);
    }

    [Fact]
    public async Task A_refusal_of_a_proxy_says_nothing_of_the_token()
    {
        _quay.Faults.Next(Fault.Status(401, "<html></html>"));

        await Assert.ThrowsAsync<QuayAuthenticationException>(() => CheckAsync(_quay.Token));

        Assert.Single(_quay.Requests);
    }

    private async Task<TokenCheck> CheckAsync(string? token)
    {
        QuayClientOptions options = _quay.OptionsFor(maxConcurrentPages: 1);
        options.Token = token;
        using var client = new QuayClient(options, new FakeQuayHandler(_quay));
        return await client.Users.CheckTokenAsync();
    }
}
