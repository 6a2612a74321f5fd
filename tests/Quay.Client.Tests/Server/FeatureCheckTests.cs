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
        using QuayClient client = Client();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Assert.ThrowsAsync<QuayNotFoundException>(
            () => client.Manifests.GetPullStatisticsAsync("acme/app", Missing, Token))));

        Assert.Equal(1, DiscoveryCount);
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

    private QuayClient Client()
    {
        QuayClientOptions options = _quay.OptionsFor(1);
        (options.TimeProvider, options.MaxRetries) = (_clock, 0);
        return new QuayClient(options, new FakeQuayHandler(_quay));
    }
}
