using Quay.Client.Testing;

namespace Quay.Client.Tests.Diagnostics;

/// <summary>Verifies which responses are logged as the rejection of a token, and how often.</summary>
public sealed class TokenRejectionTests : IDisposable
{
    private readonly DiagnosticsFixture _fixture = new();

    public TokenRejectionTests()
    {
        _fixture.Quay.AddRepository("acme/app").Push("prod");
        _fixture.Quay.AddRepository("acme/public", isPublic: true).Push("prod");
    }

    public void Dispose() => _fixture.Dispose();

    public static TheoryData<string> Calls => [.. Reads.Keys];

    private static readonly Dictionary<string, Func<IQuayClient, Task>> Reads = new(StringComparer.Ordinal)
    {
        ["read a private history"] = async client => await client.Tags.GetHistory("acme/app").CountAsync(),
        ["read a public repository"] = client => client.Repositories.GetAsync("acme/public"),
        ["list the repositories of a namespace"] = async client =>
            await client.Repositories.List(RepositoryQuery.InNamespace("acme")).CountAsync(),
        ["list the starred repositories"] = async client => await client.Repositories.List(RepositoryQuery.Starred).CountAsync(),
        ["read the usage log"] = async client => await client.Repositories.GetLogs("acme/public").CountAsync(),
        ["list the policies"] = client => client.Policies.AutoPrune.ListAsync("acme/app"),
        ["describe a public repository"] = client => client.Repositories.UpdateDescriptionAsync("acme/public", "new"),
        ["check the token"] = client => client.Users.CheckTokenAsync(),
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Rejected_token_is_logged_once_for_many_calls(string call)
    {
        _fixture.Token.IsRevoked = true;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => Task.Run(() => Record.ExceptionAsync(() => Reads[call](_fixture.Client)).AsTask())));

        Assert.Equal(["TokenRejected"], _fixture.EventNames);
        Assert.Equal(
            $"{_fixture.Endpoint.Host} does not accept the token: it is expired, revoked, mistyped or not an OAuth token. Replace it.",
            _fixture.Events[0].Message);
        Assert.Equal(1, _fixture.Metrics.Sum("quay.client.tokens.rejected"));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Accepted_token_is_not_logged_as_rejected(string call)
    {
        await Record.ExceptionAsync(() => Reads[call](_fixture.Client));
        Assert.Empty(_fixture.Events);
    }

    [Theory]
    [InlineData("describe a public repository")]
    [InlineData("list the repositories of a namespace")]
    [InlineData("check the token")]
    public async Task Token_that_was_accepted_in_between_is_logged_again(string call)
    {
        for (int i = 0; i < 2; i++)
        {
            _fixture.Token.IsRevoked = true;
            await Record.ExceptionAsync(() => Reads[call](_fixture.Client));
            await Record.ExceptionAsync(() => Reads[call](_fixture.Client));
            _fixture.Token.IsRevoked = false;
            await Reads[call](_fixture.Client);
        }

        Assert.Equal(["TokenRejected", "TokenRejected"], _fixture.EventNames);
    }

    [Fact]
    public async Task Each_rejected_token_of_a_provider_is_logged_once()
    {
        string[] tokens = ["nobodys-1", "nobodys-2"];
        int number = 0;
        using var fixture = new DiagnosticsFixture(configure: options =>
        {
            options.Token = null;
            options.TokenProvider = _ => ValueTask.FromResult<string?>(tokens[number++ % tokens.Length]);
        });
        fixture.Quay.AddRepository("acme/app");
        for (int i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<QuayAuthenticationException>(() => Reads["read a private history"](fixture.Client));
        }

        Assert.Equal(["TokenRejected", "TokenRejected"], fixture.EventNames);
        Assert.Equal(2, fixture.Metrics.Sum("quay.client.tokens.rejected"));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Missing_token_is_not_logged_as_a_rejected_one(string call)
    {
        using var fixture = new DiagnosticsFixture(configure: options => options.Token = null);
        fixture.Quay.AddRepository("acme/app").Push("prod");
        fixture.Quay.AddRepository("acme/public", isPublic: true).Push("prod");
        await Record.ExceptionAsync(() => Reads[call](fixture.Client));
        Assert.Empty(fixture.Events);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(407)]
    public async Task Refusal_of_a_proxy_is_not_logged_as_a_rejected_token(int status)
    {
        _fixture.Quay.Faults.Always(Fault.Status(status, "<html>Log in</html>"));
        foreach (Func<IQuayClient, Task> read in Reads.Values)
        {
            await Record.ExceptionAsync(() => read(_fixture.Client));
        }

        Assert.Empty(_fixture.Events);
    }

    [Fact]
    public async Task Missing_scope_user_read_is_not_logged_as_a_rejected_token()
    {
        FakeToken token = _fixture.Quay.AddToken("admin", "repo:read");
        using var fixture = new DiagnosticsFixture(configure: options => options.Token = token.Value);
        fixture.Quay.AddTokenWithValue(token.Value, "admin", "repo:read");

        await Assert.ThrowsAsync<QuayAuthenticationException>(() => fixture.Client.Users.GetCurrentAsync());
        Assert.True((await fixture.Client.Users.CheckTokenAsync()).IsAlive);

        Assert.Empty(fixture.Events);
    }
}
