using Quay.Client.Testing;
using Quay.Client.Testing.Registry;
using Quay.Client.Tests.Stubs;
using Quay.Client.Users;

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

    private async Task<TokenCheck> CheckAsync(string? token)
    {
        QuayClientOptions options = _quay.OptionsFor(maxConcurrentPages: 1);
        options.Token = token;
        using var client = new QuayClient(options, new FakeQuayHandler(_quay));
        return await client.Users.CheckTokenAsync();
    }
}
