using System.Text.Json;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Server;

public sealed class CapabilityTests : IDisposable
{
    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All, Strict = true };
    private readonly QuayClient _client;

    public CapabilityTests() => _client = _quay.CreateClient();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Switches => new()
    {
        { nameof(FakeFeatures.AutoPrune), nameof(ServerCapabilities.AutoPrune) },
        { nameof(FakeFeatures.ImmutableTags), nameof(ServerCapabilities.ImmutableTags) },
        { nameof(FakeFeatures.PullStatistics), nameof(ServerCapabilities.PullStatistics) },
        { nameof(FakeFeatures.PermanentTagDeletion), nameof(ServerCapabilities.PermanentDeletion) },
        { nameof(FakeFeatures.RepositoryMirror), nameof(ServerCapabilities.RepositoryMirror) },
        { nameof(FakeFeatures.SecurityScanner), nameof(ServerCapabilities.SecurityScanner) },
    };

    public void Dispose() => _client.Dispose();

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task Feature_that_is_switched_off_is_the_only_difference(string feature, string property)
    {
        string with = (await _client.Server.GetCapabilitiesAsync(Token)).ToString();
        var features = FakeFeatures.All with { };
        typeof(FakeFeatures).GetProperty(feature)!.SetValue(features, false);
        _quay.Features = features;

        ServerCapabilities server = await _client.Server.GetCapabilitiesAsync(Token);

        Assert.Equal(false, typeof(ServerCapabilities).GetProperty(property)!.GetValue(server));
        Assert.Equal(Supported(with).Where(name => name != property), Supported(server.ToString()));
    }

    [Theory]
    [InlineData("3.6", null, null, "")]
    [InlineData("3.8", null, null, "")]
    [InlineData("3.9", null, null, "PermanentDeletion")]
    [InlineData("3.10", null, null, "AutoPrune, PermanentDeletion")]
    [InlineData("3.15", null, null, "AutoPrune, PermanentDeletion")]
    [InlineData("3.16", "v3.16.0", null, "AutoPrune, PullStatistics, PermanentDeletion")]
    [InlineData("3.17.4", "v3.17.4", false, "AutoPrune, ImmutableTags, PullStatistics, PermanentDeletion")]
    public async Task Version_and_features_are_those_of_the_server(string version, string? shown, bool? sparse, string expected)
    {
        _quay.ServerVersion = Version.Parse(version);
        _quay.Strict = false;

        ServerCapabilities server = await _client.Server.GetCapabilitiesAsync(Token);

        Assert.Equal((shown, sparse, sparse is null), (server.Version, server.SparseManifests, server.MirrorArchitectures is null));
        Assert.Equal(
            expected.Split(", ", StringSplitOptions.RemoveEmptyEntries),
            Supported(server.ToString()).Except(["RepositoryMirror", "SecurityScanner"]));
    }

    [Fact]
    public async Task Server_with_billing_hides_its_version()
    {
        _quay.Features = FakeFeatures.All with { Billing = true };

        Assert.Null((await _client.Server.GetCapabilitiesAsync(Token)).Version);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task Features_are_unknown_if_a_proxy_blocks_every_request(int status)
    {
        _quay.Faults.Always(Fault.Status(status, "<html>blocked</html>", "text/html"));

        ServerCapabilities server = await _client.Server.GetCapabilitiesAsync(Token);

        Assert.Equal(
            "Quay of unknown version; unknown: AutoPrune, ImmutableTags, PullStatistics, PermanentDeletion, RepositoryMirror, "
            + "OrganizationMirror, ProxyCache, SecurityScanner, SparseManifests",
            server.ToString());
        Assert.Null(server.Paths);
        _quay.Requests.AssertRequests("GET /api/v1/discovery", "GET /api/v1/registry/capabilities", "GET /config");
    }

    [Theory]
    [InlineData(200, "<html>Log in</html>")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"version_number": 5}""")]
    [InlineData(200, """{"version_number": ""}""")]
    [InlineData(200, "{}")]
    [InlineData(401, "<html>Log in</html>")]
    [InlineData(429, "")]
    [InlineData(500, "")]
    [InlineData(503, "<html>Application is not available</html>")]
    public async Task Version_is_unknown_if_the_web_interface_is_behind_a_login_page_or_fails(int status, string body)
    {
        _quay.Faults.When(request => request.Target == "/config", Fault.Status(status, body, "application/json"));

        QuayClientOptions options = _quay.OptionsFor(1);
        options.MaxRetries = 0;
        using var client = new QuayClient(options, new FakeQuayHandler(_quay));

        ServerCapabilities server = await client.Server.GetCapabilitiesAsync(Token);

        Assert.Equal((null, true), (server.Version, server.AutoPrune));
    }

    [Theory]
    [InlineData("/api/v1/discovery", 401, typeof(QuayAuthenticationException))]
    [InlineData("/api/v1/discovery", 429, typeof(QuayRateLimitException))]
    [InlineData("/api/v1/discovery", 500, typeof(QuayException))]
    [InlineData("/api/v1/registry/capabilities", 401, typeof(QuayAuthenticationException))]
    [InlineData("/api/v1/registry/capabilities", 502, typeof(QuayException))]
    public async Task Error_that_shows_nothing_about_the_features_is_thrown(string target, int status, Type expected)
    {
        _quay.Faults.When(request => request.Target == target, Fault.Status(status, "", "text/html"));
        QuayClientOptions options = _quay.OptionsFor(1);
        options.MaxRetries = 0;
        using var client = new QuayClient(options, new FakeQuayHandler(_quay));

        Assert.IsType(expected, await Record.ExceptionAsync(() => client.Server.GetCapabilitiesAsync(Token)));
    }

    [Theory]
    [InlineData("""{"swagger": "2.0"}""")]
    [InlineData("""{"paths": {}}""")]
    [InlineData("""{"swagger": "2.0", "paths": []}""")]
    [InlineData("""{"swagger": "2.0", "paths": null}""")]
    [InlineData("""{"swagger": "2.0", "paths": {"/api/v1/x": {}""")]
    [InlineData("<html>Log in</html>")]
    public async Task Response_200_that_is_no_API_description_throws_QuayResponseException(string body)
    {
        _quay.Faults.When(request => request.Target == "/api/v1/discovery", Fault.Status(200, body, "application/json"));

        await Assert.ThrowsAsync<QuayResponseException>(() => _client.Server.GetCapabilitiesAsync(Token));
    }

    [Fact]
    public void Description_of_the_API_is_not_kept_but_for_its_paths()
    {
        byte[] recorded = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Recorded", "discovery-full.json"));
        JsonSerializer.Deserialize(recorded, QuayJsonContext.Default.Discovery);
        long before = GC.GetAllocatedBytesForCurrentThread();

        ApiPaths paths = JsonSerializer.Deserialize(recorded, QuayJsonContext.Default.Discovery)!.Paths;

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(138, paths.All.Count);
        Assert.True(allocated < recorded.Length / 2, $"{allocated} bytes were allocated for a document of {recorded.Length}.");
    }

    [Fact]
    public async Task Only_the_web_interface_gets_no_token()
    {
        await _client.Server.GetCapabilitiesAsync(Token);

        Assert.Equal(
            ["/api/v1/discovery True", "/api/v1/registry/capabilities True", "/config False"],
            _quay.Requests.Select(exchange => $"{exchange.Request.Target} {exchange.Request.Header("Authorization") is not null}"));
    }

    [Fact]
    public async Task Capabilities_are_read_without_a_token()
    {
        _quay.Features = FakeFeatures.All with { AnonymousAccess = false };
        QuayClientOptions options = _quay.OptionsFor(1);
        options.Token = null;
        using var client = new QuayClient(options, new FakeQuayHandler(_quay));

        Assert.True((await client.Server.GetCapabilitiesAsync(Token)).AutoPrune);
    }

    private static string[] Supported(string line) =>
        line.Split("; ").FirstOrDefault(part => part.StartsWith("with ", StringComparison.Ordinal))?["with ".Length..].Split(", ") ?? [];
}
