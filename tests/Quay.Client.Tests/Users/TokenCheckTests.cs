using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Users;

/// <summary>Verifies <c>CheckTokenAsync</c> with tokens of all kinds.</summary>
public class TokenCheckTests
{
    private readonly FakeQuay _quay = new();

    public static TheoryData<string> Scopes => ["repo:read", "repo:write", "repo:admin", "repo:create"];

    [Fact]
    public async Task Check_of_a_valid_token_returns_its_user()
    {
        _quay.AddRepository("acme/app");

        TokenCheck check = await CheckAsync(_quay.AddToken("admin", "user:read").Value);

        Assert.Equal((true, "admin"), (check.IsAlive, check.User?.Username));
        Assert.Null(check.User!.Email);
        Assert.Single(_quay.Requests);
    }

    [Fact]
    public async Task Token_with_scope_user_admin_reads_the_email_and_the_organizations()
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
    public async Task Valid_token_without_scope_user_read_is_alive_but_has_no_user(string scope)
    {
        TokenCheck check = await CheckAsync(_quay.AddToken("admin", scope).Value);
        Assert.Equal((true, null), (check.IsAlive, check.User));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Revoked_unknown_or_missing_token_is_not_alive_with_or_without_anonymous_access(bool anonymousAccess)
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
    public async Task Unrelated_error_response_to_a_token_check_is_thrown(int status, string body)
    {
        _quay.Faults.When(
            request => request.Target.Contains("starred", StringComparison.Ordinal), Fault.Status(status, body, "application/json"));

        var error = await Assert.ThrowsAnyAsync<QuayException>(() => CheckAsync(_quay.AddToken("admin", "repo:read").Value));

        Assert.Equal(status, (int)error.StatusCode!);
    }

    [Fact]
    public async Task Proxy_401_to_a_token_check_is_thrown()
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
