using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Transport;

/// <summary>Verifies the addresses to which requests are sent.</summary>
public class ApiRootTests
{
    private const string Empty = "HTTP/1.1 204 No Content\r\n\r\n";

    [Theory]
    [InlineData("https://quay.test", "http://quay.test/api/v1/x")]
    [InlineData("https://quay.test", "https://quay.test:8443/api/v1/x")]
    [InlineData("https://quay.test", "https://quay.test.evil.example/api/v1/x")]
    [InlineData("https://quay.test", "https://evil.example/quay.test")]
    [InlineData("https://quay.test", "https://quay.test/api/v2/x")]
    [InlineData("https://quay.test", "https://quay.test/api/v1/../../x")]
    [InlineData("https://quay.test", "https://quay.test//api/v1/x")]
    [InlineData("https://quay.test/quay/", "https://quay.test/api/v1/x")]
    [InlineData("https://quay.test/quay", "https://quay.test/quay2/api/v1/x")]
    [InlineData("https://quay.test/quay", "https://quay.test/QUAY/api/v1/x")]
    [InlineData("https://quay.test/quay", "https://quay.test/quay/api/v1/%2e%2e/%2e%2e/%2e%2e/x")]
    [InlineData("http://[::1]:8080", "http://[::2]:8080/api/v1/x")]
    [InlineData("https://quay.test", "https://evil.example/config")]
    [InlineData("https://quay.test", "http://quay.test/config")]
    [InlineData("https://quay.test", "https://quay.test/config/x")]
    [InlineData("https://quay.test", "https://quay.test/config?x=1")]
    [InlineData("https://quay.test", "https://quay.test/Config")]
    [InlineData("https://quay.test/quay", "https://quay.test/config")]
    public async Task Request_to_an_address_outside_the_endpoints_API_is_not_sent(string endpoint, string address)
    {
        FakeQuay quay = Call.Quay();
        using HttpClient client = Client(Call.Network(quay), endpoint);

        var error = await Assert.ThrowsAsync<QuayException>(() => client.GetAsync(new Uri(address)));

        Assert.Contains(
            $"not sent, because the address is not below {endpoint.TrimEnd('/')}/api/v1/,", error.Message, StringComparison.Ordinal);
        Assert.Empty(quay.Requests);
    }

    [Theory]
    [InlineData("https://quay.test", "https://QUAY.test:443/config")]
    [InlineData("https://quay.test/quay/", "https://quay.test/quay/config")]
    public async Task Request_for_the_public_settings_is_sent_without_a_token_of_client_or_host(string endpoint, string address)
    {
        var network = new ScriptedHandler(request =>
        {
            Assert.False(request.Headers.NonValidated.Contains("Authorization"));
            return ScriptedHandler.Json("{}");
        });
        using HttpClient client = Client(network, endpoint);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer of-the-host");

        using HttpResponseMessage response = await client.GetAsync(new Uri(address));

        Assert.Single(network.Requests);
        await Assert.ThrowsAsync<QuayException>(() => client.DeleteAsync(new Uri(address)));
        Assert.Single(network.Requests);
    }

    [Theory]
    [InlineData("https://quay.test", "https://QUAY.test:443/api/v1/x")]
    [InlineData("https://quay.test/quay/", "https://quay.test/quay/api/v1/x")]
    [InlineData("https://[0:0:0:0:0:0:0:1]:8080/quay", "https://[::1]:8080/quay/api/v1/x")]
    [InlineData("https://bücher.test", "https://xn--bcher-kva.test/api/v1/x")]
    public async Task Request_to_another_spelling_of_the_endpoints_API_is_sent_with_the_token(string endpoint, string address)
    {
        var network = new ScriptedHandler(request =>
        {
            Assert.Equal("Bearer secret", request.Headers.NonValidated["Authorization"].ToString());
            return ScriptedHandler.Json("{}");
        });
        using HttpClient client = Client(network, endpoint);

        using HttpResponseMessage response = await client.GetAsync(new Uri(address));

        Assert.Single(network.Requests);
    }

    [Fact]
    public async Task Unvalidated_endpoint_directs_no_request_to_another_host()
    {
        await using var configured = new RawServer(Empty);
        await using var other = new RawServer(Empty);
        HandlerChain chain = Chain($"{configured.Address}/localhost:{other.Address.Port}/ok");
        var http = new HttpClient(chain.Over(HandlerChain.CreatePrimary()));
        chain.Configure(http);
        using var client = new QuayClient(http, chain);

        var error = await Assert.ThrowsAsync<QuayException>(() => client.Repositories.GetAsync("acme/app"));

        Assert.StartsWith(
            $"GET http://localhost:{other.Address.Port}/ok/api/v1/repository/acme/app: not sent", error.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (configured.Connections, other.Connections));
    }

    [Theory]
    [InlineData("https://quay.test/signin")]
    [InlineData("https://quay.test/other/api/v1/repository/acme/app")]
    [InlineData("https://quay.test/signin/" + Call.Token)]
    public async Task Response_from_an_address_outside_the_endpoints_API_is_rejected(string redirected)
    {
        var network = new ScriptedHandler((request, _, _) =>
        {
            // A handler that follows redirects changes the address in this way.
            request.RequestUri = new Uri(redirected);
            HttpResponseMessage response = Call.Ok();
            response.RequestMessage = request;
            return Task.FromResult(response);
        });

        var error = Assert.IsType<QuayResponseException>(
            await Call.GetAsync(network, configure: options => options.Endpoint = new Uri("https://quay.test/quay")));

        Assert.Contains($"the response came from {redirected.Replace(Call.Token, "[token]", StringComparison.Ordinal)},", error.Message,
            StringComparison.Ordinal);
    }

    private static HttpClient Client(HttpMessageHandler network, string endpoint) => new(Chain(endpoint).Over(network));

    private static HandlerChain Chain(string endpoint) =>
        new(new QuayClientOptions { Endpoint = new Uri(endpoint), Token = "secret", MaxRetries = 0 });
}
