using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>Verifies the recorded responses of a server without a scanner to <c>GET …/security</c>.</summary>
public class SecurityContractTests
{
    [Theory]
    [InlineData("security-off", "manifest-get-oci", typeof(QuayFeatureException))]
    [InlineData("security-off-missing-manifest", "manifest-get-missing", typeof(QuayNotFoundException))]
    [InlineData("security-off-missing-repo", "manifest-get-missing", typeof(QuayNotFoundException))]
    [InlineData("security-off-anonymous", "auth-none-private-repo", typeof(QuayAuthenticationException))]
    public async Task Disabled_scanner_is_distinguished_from_a_missing_manifest(string name, string manifest, Type expected)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        string[] path = exchange.RequestPath["/api/v1/repository/".Length..].Split("/manifest/");
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(exchange.Target, name)
            .ExpectBlockedDiscovery()
            .Expect(exchange.Target[..^"/security".Length], manifest);
        using QuayClient client = quay.CreateClient();

        Exception? thrown = await Record.ExceptionAsync(() => client.Manifests.GetSecurityAsync(path[0], path[1].Split('/')[0]));

        Assert.IsType(expected, thrown);
        Assert.Equal(exchange.Status, (int)((QuayException)thrown).StatusCode!);
    }

    [Theory]
    [InlineData("security-off")]
    [InlineData("security-off-missing-manifest")]
    [InlineData("security-off-missing-repo")]
    [InlineData("security-off-anonymous")]
    public async Task Disabled_scanner_throws_QuayFeatureException_if_the_server_describes_its_routes(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        string[] path = exchange.RequestPath["/api/v1/repository/".Length..].Split("/manifest/");
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, name).ExpectDiscovery();
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayFeatureException>(
            () => client.Manifests.GetSecurityAsync(path[0], path[1].Split('/')[0]));

        Assert.Equal(("FEATURE_SECURITY_SCANNER", exchange.Status), (error.Feature, (int)error.StatusCode!));
    }
}
