using System.Net;
using Quay.Client.History;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Users;

/// <summary>Verifies that no result is incomplete or wrong because Quay does not accept the token.</summary>
public class TokenVerifierTests
{
    private const string Verification = "GET /api/v1/repository?starred=true";

    private readonly TestClock _clock = new();
    private readonly FakeQuay _quay;

    public TokenVerifierTests()
    {
        _quay = new FakeQuay(_clock);
        _quay.AddRepository("acme/public", isPublic: true);
        _quay.AddRepository("acme/private");
    }

    public static TheoryData<string> Queries => ["namespace", "namespace and public", "public", "starred"];

    public static TheoryData<string> Scopes =>
        ["repo:read", "repo:write", "repo:admin", "repo:create", "user:read", "user:admin", "org:admin"];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Repository_list_with_a_rejected_token_throws(string query)
    {
        FakeToken revoked = _quay.AddToken("admin");
        revoked.IsRevoked = true;

        foreach (string token in new[] { revoked.Value, "nobodys" })
        {
            using QuayClient client = Client(token);
            var error = await Assert.ThrowsAsync<QuayAuthenticationException>(
                async () => await client.Repositories.List(QueryOf(query)).CountAsync());
            Assert.StartsWith("The list of the ", error.Message, StringComparison.Ordinal);
            Assert.Contains(": the token is expired, revoked, mistyped or not an OAuth token.", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Rejected_token_is_detected_if_anonymous_access_is_disabled(string query)
    {
        _quay.Features = _quay.Features with { AnonymousAccess = false };
        using QuayClient client = Client("nobodys");

        await Assert.ThrowsAsync<QuayAuthenticationException>(async () => await client.Repositories.List(QueryOf(query)).CountAsync());
    }

    [Fact]
    public async Task Public_repository_with_a_rejected_token_throws_because_its_rights_would_be_wrong()
    {
        using QuayClient client = Client("nobodys");

        var error = await Assert.ThrowsAsync<QuayAuthenticationException>(() => client.Repositories.GetAsync("acme/public"));

        Assert.StartsWith("The repository acme/public: the token is", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Valid_token_of_any_scope_reads_lists_and_public_repositories(string scope)
    {
        _quay.AddUser("reader");
        using QuayClient client = Client(_quay.AddToken("reader", scope).Value);

        Assert.Equal(1, await client.Repositories.List(RepositoryQuery.InNamespace("acme", includePublic: true)).CountAsync());
        Assert.Equal(0, await client.Repositories.List(RepositoryQuery.InNamespace("acme")).CountAsync());
        Assert.False((await client.Repositories.GetAsync("acme/public")).CanAdmin);
        Assert.True((await client.Users.CheckTokenAsync()).IsAlive);
    }

    [Fact]
    public async Task Repository_list_that_shows_the_user_is_not_verified()
    {
        using QuayClient client = Client(_quay.Token);

        Assert.Equal(2, await client.Repositories.List(RepositoryQuery.InNamespace("acme")).CountAsync());
        Assert.True((await client.Repositories.GetAsync("acme/public")).CanAdmin);

        Assert.Equal(2, _quay.Requests.Count);
    }

    [Fact]
    public async Task Repository_that_does_not_show_the_user_is_verified_once_in_five_minutes()
    {
        _quay.AddUser("reader");
        using QuayClient client = Client(_quay.AddToken("reader", "repo:read").Value);

        await client.Repositories.GetAsync("acme/public");
        await client.Repositories.GetAsync("acme/public");
        Assert.Equal(1, VerificationCount());
        _clock.Advance(TimeSpan.FromMinutes(5));
        await client.Repositories.GetAsync("acme/public");

        Assert.Equal((2, 5), (VerificationCount(), _quay.Requests.Count));
    }

    [Fact]
    public async Task Empty_list_of_a_token_that_was_revoked_a_moment_ago_is_an_error()
    {
        FakeToken token = _quay.AddToken("admin");
        using QuayClient client = Client(token.Value);
        Assert.Equal(0, await client.Repositories.List(RepositoryQuery.InNamespace("empty")).CountAsync());
        token.IsRevoked = true;

        await Assert.ThrowsAsync<QuayAuthenticationException>(
            async () => await client.Repositories.List(RepositoryQuery.InNamespace("empty")).CountAsync());
    }

    [Fact]
    public async Task List_without_private_repositories_of_a_token_that_was_revoked_a_moment_ago_is_an_error()
    {
        _quay.AddUser("reader");
        FakeToken token = _quay.AddToken("reader", "repo:read");
        using QuayClient client = Client(token.Value);
        await client.Repositories.GetAsync("acme/public");
        token.IsRevoked = true;

        await Assert.ThrowsAsync<QuayAuthenticationException>(
            async () => await client.Repositories.List(RepositoryQuery.InNamespace("acme")).CountAsync());
    }

    [Fact]
    public async Task Each_list_of_a_server_that_never_shows_the_user_is_verified()
    {
        var network = new ScriptedHandler(_ => ScriptedHandler.Json(
            """{"repositories": [{"namespace": "acme", "name": "app", "is_public": true}]}"""));
        using var client = new QuayClient(new QuayClientOptions { Endpoint = new Uri("https://quay.test"), Token = "t" }, network);

        Assert.Equal(1, await client.Repositories.List(RepositoryQuery.InNamespace("acme")).CountAsync());
        Assert.Equal(1, await client.Repositories.List(RepositoryQuery.InNamespace("acme")).CountAsync());

        Assert.Equal(2, network.Requests.Count(request => request == Verification));
    }

    [Fact]
    public async Task Reads_that_do_not_depend_on_the_caller_send_one_request()
    {
        using QuayClient client = Client("nobodys");

        Assert.Equal(0, await client.Tags.GetHistory("acme/public").CountAsync());
        Assert.Single(_quay.Requests);
    }

    [Fact]
    public async Task Snapshots_of_a_public_repository_verify_the_token_once()
    {
        _quay.AddUser("reader");
        using QuayClient client = Client(_quay.AddToken("reader", "repo:read").Value);

        await client.History.GetSnapshotAsync("acme/public");
        await client.History.GetSnapshotAsync("acme/public");

        Assert.Equal((1, 5), (VerificationCount(), _quay.Requests.Count));
    }

    [Fact]
    public async Task Snapshot_of_a_public_repository_with_a_rejected_token_throws()
    {
        using QuayClient client = Client("nobodys");

        await Assert.ThrowsAsync<QuayAuthenticationException>(() => client.History.GetSnapshotAsync("acme/public"));
    }

    [Fact]
    public async Task No_verification_is_sent_without_a_token()
    {
        using QuayClient client = Client((string?)null);

        Assert.Equal(1, await client.Repositories.List(RepositoryQuery.Public).CountAsync());
        Assert.Equal(0, await client.Repositories.List(RepositoryQuery.InNamespace("acme")).CountAsync());
        Assert.False((await client.Repositories.GetAsync("acme/public")).CanWrite);

        Assert.Equal((0, 3), (VerificationCount(), _quay.Requests.Count));
    }

    [Fact]
    public async Task Expired_token_is_detected_at_once_if_earlier_pages_showed_the_user()
    {
        FakeToken token = _quay.AddToken("admin");
        using QuayClient client = Client(token.Value);
        Assert.Equal(0, await client.Repositories.List(RepositoryQuery.InNamespace("empty")).CountAsync());
        Assert.Equal(2, await client.Repositories.List(RepositoryQuery.Public with { WithPopularity = true }).CountAsync());

        token.IsRevoked = true;

        await Assert.ThrowsAsync<QuayAuthenticationException>(
            async () => await client.Repositories.List(RepositoryQuery.Public).CountAsync());
    }

    [Fact]
    public async Task Token_that_expires_between_two_pages_ends_the_list_with_an_exception()
    {
        FakeToken token = _quay.AddToken("admin");
        for (int i = 0; i < 120; i++)
        {
            _quay.AddRepository($"many/app{i}", isPublic: true);
        }

        using QuayClient client = Client(token.Value);
        _quay.Changes.BeforeRequest(2, () => token.IsRevoked = true);
        var read = new List<string>();

        await Assert.ThrowsAsync<QuayAuthenticationException>(async () =>
        {
            await foreach (RepositoryListItem item in client.Repositories.List(RepositoryQuery.InNamespace("many", includePublic: true)))
            {
                read.Add(item.Name);
            }
        });

        Assert.Equal(100, read.Count);
    }

    [Fact]
    public async Task Replaced_token_of_the_provider_is_verified()
    {
        string token = _quay.Token;
        using QuayClient client = Client(() => token);
        Assert.Equal(0, await client.Repositories.List(RepositoryQuery.InNamespace("empty")).CountAsync());

        token = "nobodys";
        await Assert.ThrowsAsync<QuayAuthenticationException>(
            async () => await client.Repositories.List(RepositoryQuery.InNamespace("empty")).CountAsync());
        token = _quay.AddToken("admin").Value;
        Assert.Equal(0, await client.Repositories.List(RepositoryQuery.InNamespace("empty")).CountAsync());

        Assert.Equal(3, VerificationCount());
    }

    [Fact]
    public async Task Verification_uses_the_token_that_the_page_was_requested_with()
    {
        int calls = 0;
        using QuayClient client = Client(() => ++calls == 1 ? "nobodys" : _quay.Token);

        await Assert.ThrowsAsync<QuayAuthenticationException>(
            async () => await client.Repositories.List(RepositoryQuery.InNamespace("acme")).CountAsync());

        Assert.Equal("Bearer nobodys", _quay.Requests[1].Request.Header("Authorization"));
    }

    [Fact]
    public async Task Concurrent_calls_share_one_verification()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var network = new ScriptedHandler(async (request, _, _) =>
        {
            if (request.RequestUri!.Query == "?starred=true")
            {
                await held.Task;
            }

            return ScriptedHandler.Json("""{"repositories": [], "namespace": "acme", "name": "app", "is_public": true}""");
        });
        using var stop = new CancellationTokenSource();
        using var client = new QuayClient(new QuayClientOptions { Endpoint = new Uri("https://quay.test"), Token = "t" }, network);
        Task cancelled = client.Repositories.GetAsync("acme/app", cancellationToken: stop.Token);
        Task<Repository>[] calls = [.. Enumerable.Range(0, 20).Select(_ => client.Repositories.GetAsync("acme/app"))];

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Watchdog.Limit));
        held.SetResult();

        Assert.All(await Task.WhenAll(calls).WaitAsync(Watchdog.Limit), found => Assert.Equal("app", found.Name));
        Assert.Single(network.Requests, Verification);
    }

    [Fact]
    public async Task Empty_list_is_not_verified_by_a_verification_that_began_before_it_was_received()
    {
        FakeToken token = _quay.AddToken("admin");
        var isVerified = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int verifications = 0;
        var hold = new Interception(
            request => request.RequestUri!.Query == "?starred=true" && Interlocked.Increment(ref verifications) == 1,
            after: _ =>
            {
                isVerified.SetResult();
                return open.Task;
            });
        using QuayClient client = Client(() => token.Value, hold);
        Task<int> before = client.Repositories.List(RepositoryQuery.InNamespace("empty")).CountAsync().AsTask();
        await isVerified.Task.WaitAsync(Watchdog.Limit);

        // Quay has accepted the token, but the client has not received this response.
        token.IsRevoked = true;
        Task<int> after = client.Repositories.List(RepositoryQuery.InNamespace("empty")).CountAsync().AsTask();
        await Assert.ThrowsAsync<QuayAuthenticationException>(() => after.WaitAsync(Watchdog.Limit));

        open.SetResult();
        Assert.Equal(0, await before.WaitAsync(Watchdog.Limit));
    }

    [Fact]
    public async Task Transient_failure_of_a_verification_is_retried()
    {
        FailVerification(Fault.ServiceUnavailable, times: 3);
        using QuayClient client = Client(_quay.Token);

        Assert.Equal(0, await client.Repositories.List(RepositoryQuery.InNamespace("empty")).CountAsync());

        Assert.Equal(4, VerificationCount());
    }

    [Theory]
    [InlineData(503, typeof(QuayException))]
    [InlineData(0, typeof(QuayConnectionException))]
    public async Task Failed_verification_throws_its_error_and_is_not_cached(int status, Type error)
    {
        FailVerification(status == 0 ? Fault.Cut : Fault.Status(status), times: 4);
        using QuayClient client = Client(_quay.Token);

        Assert.IsType(
            error,
            await Record.ExceptionAsync(async () => await client.Repositories.List(RepositoryQuery.InNamespace("empty")).CountAsync()));

        Assert.Equal(0, await client.Repositories.List(RepositoryQuery.InNamespace("empty")).CountAsync());
        Assert.Equal(5, VerificationCount());
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Verification_blocked_by_a_firewall_does_not_reject_the_token(int status)
    {
        FailVerification(Fault.Status(status, "<html>blocked</html>"), times: 1);
        using QuayClient client = Client(_quay.Token);

        Assert.Equal(0, await client.Repositories.List(RepositoryQuery.InNamespace("empty")).CountAsync());
    }

    [Fact]
    public async Task Login_page_does_not_verify_a_token()
    {
        FailVerification(Fault.Status(200, "<html>Log in</html>"), times: 2);
        using QuayClient client = Client(_quay.AddToken("admin", "repo:read").Value);

        await Assert.ThrowsAsync<QuayResponseException>(
            async () => await client.Repositories.List(RepositoryQuery.InNamespace("empty")).CountAsync());
        await Assert.ThrowsAsync<QuayResponseException>(() => client.Users.CheckTokenAsync());
    }

    private static RepositoryQuery QueryOf(string name) => name switch
    {
        "starred" => RepositoryQuery.Starred,
        "public" => RepositoryQuery.Public,
        _ => RepositoryQuery.InNamespace("acme", includePublic: name.EndsWith("public", StringComparison.Ordinal)),
    };

    private int VerificationCount() => _quay.Requests.Count(exchange => exchange.Request.Target == "/api/v1/repository?starred=true");

    private void FailVerification(Fault fault, int times)
    {
        int left = times;
        _quay.Faults.When(request => request.Target.EndsWith("starred=true", StringComparison.Ordinal) && left-- > 0, fault);
    }

    private QuayClient Client(string? token) => Client(token is null ? null : () => token);

    private QuayClient Client(Func<string>? token, DelegatingHandler? handler = null)
    {
        QuayClientOptions options = _quay.OptionsFor(maxConcurrentPages: 1);
        options.Token = null;
        options.TokenProvider = token is null ? null : _ => ValueTask.FromResult<string?>(token());
        options.TimeProvider = _clock;
        (options.AttemptTimeout, options.Timeout) = (TimeSpan.FromHours(2), TimeSpan.FromHours(3));
        HttpMessageHandler network = new FakeQuayHandler(_quay);
        if (handler is not null)
        {
            handler.InnerHandler = network;
            network = handler;
        }

        return new QuayClient(options, network);
    }
}
