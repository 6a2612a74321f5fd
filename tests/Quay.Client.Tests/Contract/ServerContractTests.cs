using Quay.Client.Testing;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>Verifies the recorded responses to the requests for the capabilities of a server.</summary>
public class ServerContractTests
{
    private const string Discovery = "/api/v1/discovery";
    private const string Capabilities = "/api/v1/registry/capabilities";
    private const string Config = "/config";

    // The settings that Quay's source writes into this response. It was not recorded.
    private const string ConfigBody = """
        {"account_recovery_mode":false,"config":{"PERMANENTLY_DELETE_TAGS":true},"external_login":[],"features":{"AUTO_PRUNE":true},
        "oauth":{},"registry_state":"normal","version_number":"Quay v3.17.0"}
        """;

    [Fact]
    public async Task Recorded_server_with_every_feature_but_the_scanner_shows_them()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .ExpectDiscovery()
            .Expect(Capabilities, "capabilities")
            .Expect(Config, FakeResponse.Json(ConfigBody));
        using QuayClient client = quay.CreateClient();

        ServerCapabilities server = await client.Server.GetCapabilitiesAsync();

        Assert.Equal(
            "Quay v3.17.0; with AutoPrune, ImmutableTags, PullStatistics, PermanentDeletion, RepositoryMirror, OrganizationMirror, "
            + "ProxyCache; without SecurityScanner, SparseManifests",
            server.ToString());
        Assert.Equal(138, server.Paths!.Count);
        Assert.Equal(["amd64", "arm64", "ppc64le", "s390x"], server.MirrorArchitectures);
    }

    [Fact]
    public async Task Recorded_server_with_default_features_shows_which_are_missing()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(Discovery, "default-discovery")
            .Expect(Capabilities, "capabilities")
            .Expect(Config, FakeResponse.Create(404, "<html>", "text/html"));
        using QuayClient client = quay.CreateClient();

        ServerCapabilities server = await client.Server.GetCapabilitiesAsync();

        Assert.Equal(
            "Quay of unknown version; with PermanentDeletion; without AutoPrune, ImmutableTags, PullStatistics, RepositoryMirror, "
            + "OrganizationMirror, ProxyCache, SecurityScanner, SparseManifests",
            server.ToString());
        Assert.Equal(94, server.Paths!.Count);
        Assert.Contains("/api/v1/repository/{repository}/tag/{tag}/expire", server.Paths);
    }

    [Theory]
    [InlineData("error-page-not_found")]
    [InlineData("tags-list-default")]
    public async Task Recorded_response_that_is_no_API_description_throws_QuayResponseException(string name)
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(
            Discovery, RecordedQuay.ResponseOf(RecordedExchange.Load(name)) with { Status = 200 });
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayResponseException>(() => client.Server.GetCapabilitiesAsync());
    }
}
