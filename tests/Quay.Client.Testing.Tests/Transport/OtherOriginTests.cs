using System.Net.Http.Headers;

namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Tests requests to origins other than the fake's.</summary>
public class OtherOriginTests
{
    [Theory, BothTransports]
    public async Task Request_to_another_origin_is_logged_and_does_not_reach_Quay(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        (int status, string body) = await network.GetAsync(new Uri(network.OtherOrigin, "/api/v1/x?y").ToString());
        Assert.Equal(404, status);
        Assert.Contains("This is not Quay", body, StringComparison.Ordinal);
        network.Quay.Requests.AssertRequests($"GET {network.OtherOrigin}api/v1/x?y");
        FakeRequest request = network.Quay.Requests[0].Request;
        Assert.Equal((network.OtherOrigin, true), (request.Origin, request.IsToOtherOrigin));
    }

    [Theory, BothTransports]
    public async Task Token_sent_to_the_target_of_a_redirect_is_reported(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        network.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        network.Quay.Faults.Next(Fault.Redirect(new Uri(network.OtherOrigin, "/login")));
        using HttpResponseMessage response = await network.GetHeadAsync();
        network.Quay.Requests.AssertNoTokenSentToOtherOrigins();

        await network.GetAsync(response.Headers.Location!.ToString());
        var error = Assert.Throws<FakeQuayAssertionException>(network.Quay.Requests.AssertNoTokenSentToOtherOrigins);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://quay.test/x", false)]
    [InlineData("https://QUAY.test:443/x", false)]
    [InlineData("http://quay.test/x", true)]
    [InlineData("https://quay.test:444/x", true)]
    [InlineData("https://quay.test.example/x", true)]
    public async Task Handler_compares_origins_by_scheme_host_and_port(string address, bool isToOtherOrigin)
    {
        var quay = new Pipeline(_ => TestMessages.JsonResponse, TimeProvider.System);
        using var client = new HttpClient(
            new FakeQuayHandler(quay.Handle, TimeProvider.System) { Endpoint = new Uri("https://quay.test/under/a/path") });
        using HttpResponseMessage response = await client.GetAsync(new Uri(address));
        Assert.Equal(isToOtherOrigin, quay.Requests[0].Request.IsToOtherOrigin);
    }

    [Fact]
    public async Task Fault_can_replace_the_response_of_another_origin()
    {
        await using var network = new FakeNetwork(TransportKind.Server);
        network.Quay.Faults.When(request => request.IsToOtherOrigin, Fault.Response(TestMessages.JsonResponse));
        Assert.Equal((200, TestMessages.JsonResponse.Text), await network.GetAsync(network.OtherOrigin.ToString()));
    }
}
