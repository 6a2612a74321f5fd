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
    public async Task A_token_that_may_administer_its_user_tells_more()
    {
        using QuayClient client = _quay.CreateClient();
        User user = await client.Users.GetCurrentAsync();
        Assert.Equal((true, TimeSpan.FromDays(14)), (user.IsMe, user.TagExpiration));
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task A_live_token_without_the_scope_is_alive(string scope) =>
        Assert.Equal(new TokenCheck { IsAlive = true }, await CheckAsync(_quay.AddToken("admin", scope).Value));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_that_is_none_is_dead_whether_or_not_others_may_read(bool anonymousAccess)
    {
        _quay.Features = _quay.Features with { AnonymousAccess = anonymousAccess };
        FakeToken revoked = _quay.AddToken("admin");
        revoked.IsRevoked = true;

        Assert.Equal(new TokenCheck { IsAlive = false }, await CheckAsync(revoked.Value));
        Assert.Equal(new TokenCheck { IsAlive = false }, await CheckAsync("nobodys"));
        Assert.Equal(new TokenCheck { IsAlive = false }, await CheckAsync(token: null));
    }

    [Theory]
    [InlineData(401, """{"error_type": "invalid_token", "detail": "Something else", "status": 401}""")]
    [InlineData(400, """{"detail": "Something else", "status": 400}""")]
    [InlineData(403, "{}")]
    public async Task A_refusal_for_another_reason_does_not_make_a_token_dead(int status, string body)
    {
        _quay.Faults.When(request => request.Target.Contains("starred", StringComparison.Ordinal), Fault.Status(status, body, "application/json"));

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
