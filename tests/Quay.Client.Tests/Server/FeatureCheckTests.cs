using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Server;

/// <summary>Verifies how errors of optional features use the server's description of its API.</summary>
public class FeatureCheckTests
{
    private const string Discovery = "/api/v1/discovery";

    private static readonly string Missing = "sha256:" + new string('0', 64);

    private readonly TestClock _clock = new() { SkipsWaits = false };
    private readonly FakeQuay _quay;
    private readonly FakeManifest _manifest;

    public FeatureCheckTests()
    {
        _quay = new FakeQuay(_clock) { Features = FakeFeatures.All };
        FakeRepository app = _quay.AddRepository("acme/app");
        _manifest = app.Push("v1").Manifest;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int DiscoveryCount => _quay.Requests.Count(exchange => exchange.Request.Target == Discovery);

    [Fact]
    public async Task Message_states_that_the_server_does_not_offer_the_endpoint()
    {
        _quay.Features = new FakeFeatures();
        using QuayClient client = Client();

        var error = await Assert.ThrowsAsync<QuayFeatureException>(
            () => client.Manifests.GetSecurityAsync("acme/app", _manifest.Digest, cancellationToken: Token));

        Assert.StartsWith(
            $"The security scan of acme/app@{_manifest.Digest[..19]}",
            error.Message,
            StringComparison.Ordinal);
        Assert.EndsWith(
            ": the response was 404. The server does not have this route, which needs FEATURE_SECURITY_SCANNER. "
            + "The feature is switched off on the server: ask its administrator.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_is_asked_once_in_five_minutes_for_all_errors()
    {
        using QuayClient client = Client();
        for (int i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<QuayNotFoundException>(
                () => client.Manifests.GetSecurityAsync("acme/app", Missing, cancellationToken: Token));
            await Assert.ThrowsAsync<QuayNotFoundException>(
                () => client.Manifests.GetPullStatisticsAsync("acme/app", Missing, Token));
        }

        Assert.Equal((1, 7), (DiscoveryCount, _quay.Requests.Count));

        _clock.Advance(TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<QuayNotFoundException>(() => client.Manifests.GetPullStatisticsAsync("acme/app", Missing, Token));
        Assert.Equal((2, 9), (DiscoveryCount, _quay.Requests.Count));
    }

    [Fact]
    public async Task Concurrent_errors_share_one_request()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using QuayClient client = Client(new Interception(IsDiscovery, _ => open.Task));
        Task[] calls = [.. Enumerable.Range(0, 20).Select(_ => Assert.ThrowsAsync<QuayNotFoundException>(
            () => client.Manifests.GetPullStatisticsAsync("acme/app", Missing, Token)))];
        while (_clock.Waits.Count(wait => wait == TimeSpan.FromSeconds(5)) < calls.Length)
        {
            await Task.Yield();
        }

        open.SetResult();
        await Task.WhenAll(calls).WaitAsync(Watchdog.Limit, Token);

        Assert.Equal(1, DiscoveryCount);
    }

    [Fact]
    public async Task Error_waits_at_most_five_seconds_for_the_server_and_later_errors_do_not_wait()
    {
        _quay.Features = FakeFeatures.All with { SecurityScanner = false };
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using QuayClient client = Client(new Interception(IsDiscovery, _ => open.Task));
        Task first = client.Manifests.GetSecurityAsync("acme/app", Missing, cancellationToken: Token);
        while (!_clock.Waits.Contains(TimeSpan.FromSeconds(5)))
        {
            await Task.Yield();
        }

        Assert.False(first.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<QuayNotFoundException>(() => first.WaitAsync(Watchdog.Limit, Token));
        await Assert.ThrowsAsync<QuayFeatureException>(() => client.Manifests
            .GetSecurityAsync("acme/app", _manifest.Digest, cancellationToken: Token).WaitAsync(Watchdog.Limit, Token));
        open.SetResult();
    }

    [Fact]
    public async Task Exception_of_a_host_handler_does_not_hide_the_original_error()
    {
        using QuayClient client = Client(new Interception(IsDiscovery, _ => throw new InvalidOperationException("the host failed")));

        for (int i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<QuayNotFoundException>(
                () => client.Manifests.GetSecurityAsync("acme/app", Missing, cancellationToken: Token));
        }
    }

    [Fact]
    public async Task Description_of_another_API_is_ignored()
    {
        _quay.Faults.When(
            request => request.Target == Discovery, Fault.Status(200, """{"swagger": "2.0", "paths": {"/x": {}}}""", "application/json"));
        using QuayClient client = Client();

        await Assert.ThrowsAsync<QuayNotFoundException>(
            () => client.Manifests.GetSecurityAsync("acme/app", Missing, cancellationToken: Token));

        ServerCapabilities server = await client.Server.GetCapabilitiesAsync(Token);
        Assert.Equal((null, null), (server.SecurityScanner, server.AutoPrune));
        Assert.Null(server.Paths);
    }

    [Fact]
    public async Task Permanent_deletion_of_an_immutable_or_missing_tag_is_diagnosed_even_if_the_known_routes_are_outdated()
    {
        _quay.Features = FakeFeatures.All with { PermanentTagDeletion = false };
        using QuayClient client = Client();
        await Assert.ThrowsAsync<QuayFeatureException>(() => DeletePermanentlyAsync(client, "v1"));
        _quay.Features = FakeFeatures.All;
        await client.Tags.SetImmutableAsync("acme/app", "v1", true, cancellationToken: Token);

        await Assert.ThrowsAsync<QuayConflictException>(() => DeletePermanentlyAsync(client, "v1"));

        _quay.FindRepository("acme/app")!.Push("v2");
        _quay.Changes.BeforeRequest(_quay.Requests.Count + 2, () => _quay.FindRepository("acme/app")!.DeleteTag("v2"));
        await Assert.ThrowsAsync<QuayNotFoundException>(() => DeletePermanentlyAsync(client, "v2"));
        Assert.Equal(1, DiscoveryCount);
    }

    [Fact]
    public async Task Immutable_tag_that_cannot_be_deleted_permanently_costs_no_request_for_the_routes()
    {
        using QuayClient client = Client();
        await client.Tags.SetImmutableAsync("acme/app", "v1", true, cancellationToken: Token);

        await Assert.ThrowsAsync<QuayConflictException>(() => DeletePermanentlyAsync(client, "v1"));

        Assert.Equal(0, DiscoveryCount);
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(404, false)]
    [InlineData(500, false)]
    public async Task Server_that_does_not_describe_its_API_is_asked_once_and_the_manifest_decides(int status, bool isOn)
    {
        _quay.Features = FakeFeatures.All with { SecurityScanner = isOn };
        _quay.Faults.When(request => request.Target == Discovery, Fault.Status(status, "<html>", "text/html"));
        using QuayClient client = Client();
        for (int i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<QuayNotFoundException>(
                () => client.Manifests.GetSecurityAsync("acme/app", Missing, cancellationToken: Token));
        }

        Assert.Equal((1, 5), (DiscoveryCount, _quay.Requests.Count));
        Exception? error = await Record.ExceptionAsync(
            () => client.Manifests.GetSecurityAsync("acme/app", _manifest.Digest, cancellationToken: Token));
        Assert.Equal(!isOn, error is QuayFeatureException);
    }

    [Fact]
    public async Task Route_of_the_scope_decides_because_Quay_3_10_has_no_policies_of_repositories()
    {
        _quay.ServerVersion = new Version(3, 10);
        using QuayClient client = Client();

        await Assert.ThrowsAsync<QuayFeatureException>(() => client.Policies.AutoPrune.ListAsync("acme/app", Token));
        Assert.Empty(await client.Policies.AutoPrune.ListAsync(PolicyScope.Organization("acme"), Token));
        _quay.Faults.Next(Fault.Status(404, "{}", "application/json"));
        await Assert.ThrowsAsync<QuayException>(() => client.Policies.AutoPrune.ListAsync(PolicyScope.Organization("acme"), Token));
        Assert.Equal(1, DiscoveryCount);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task Error_of_a_described_route_is_the_original_one(int status)
    {
        using QuayClient client = Client();
        _quay.Faults.Next(Fault.Status(status, "{}", "application/json"));

        var error = await Assert.ThrowsAnyAsync<QuayException>(
            () => client.Manifests.GetPullStatisticsAsync("acme/app", _manifest.Digest, Token));

        Assert.Equal((false, status), (error is QuayFeatureException, (int)error.StatusCode!));
        Assert.Contains("GET https://quay.example/api/v1/repository/acme/app/manifest/", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Caller_that_stops_waiting_for_the_server_does_not_stop_others()
    {
        using var stop = new CancellationTokenSource();
        using QuayClient client = Client();
        _quay.Faults.When(request => request.Target == Discovery, Fault.TooManyRequests(TimeSpan.FromSeconds(10)), times: 1);
        Task stopped = client.Manifests.GetPullStatisticsAsync("acme/app", Missing, stop.Token);
        Task other = client.Manifests.GetPullStatisticsAsync("acme/app", Missing, Token);
        while (DiscoveryCount == 0)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.WaitAsync(Watchdog.Limit, Token));

        while (!other.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<QuayNotFoundException>(() => other);
    }

    [Fact]
    public async Task Missing_tag_is_reported_as_missing_also_if_the_server_counts_pulls()
    {
        using QuayClient client = Client();

        var error = await Assert.ThrowsAsync<QuayNotFoundException>(() => client.Tags.GetPullStatisticsAsync("acme/app", "v2", Token));

        Assert.Contains("acme/app:v2", error.Message, StringComparison.Ordinal);
    }

    private static Task<TagChange> DeletePermanentlyAsync(QuayClient client, string tag) =>
        client.Tags.DeletePermanentlyAsync("acme/app", tag, cancellationToken: Token);

    private static bool IsDiscovery(HttpRequestMessage request) => request.RequestUri!.AbsolutePath == Discovery;

    private QuayClient Client(DelegatingHandler? handler = null)
    {
        QuayClientOptions options = _quay.OptionsFor(1);
        (options.TimeProvider, options.MaxRetries) = (_clock, 0);
        HttpMessageHandler network = new FakeQuayHandler(_quay);
        if (handler is not null)
        {
            handler.InnerHandler = network;
            network = handler;
        }

        return new QuayClient(options, network);
    }
}
