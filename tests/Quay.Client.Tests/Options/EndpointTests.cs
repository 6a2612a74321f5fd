using Quay.Client.Testing;

namespace Quay.Client.Tests.Options;

public class EndpointTests
{
    [Theory]
    [InlineData("https://quay.test", "https://quay.test/api/v1/repository/acme/app/tag/?limit=100")]
    [InlineData("https://QUAY.test:8443/", "https://quay.test:8443/api/v1/repository/acme/app/tag/?limit=100")]
    [InlineData("https://quay.test/registry", "https://quay.test/registry/api/v1/repository/acme/app/tag/?limit=100")]
    [InlineData("https://quay.test/registry/", "https://quay.test/registry/api/v1/repository/acme/app/tag/?limit=100")]
    [InlineData("https://quay.test/a.b/c~d-e_f/", "https://quay.test/a.b/c~d-e_f/api/v1/repository/acme/app/tag/?limit=100")]
    [InlineData("https://quay.test/my%20quay/r%C3%A9", "https://quay.test/my%20quay/r%C3%A9/api/v1/repository/acme/app/tag/?limit=100")]
    [InlineData("https://quay.test:443", "https://quay.test/api/v1/repository/acme/app/tag/?limit=100")]
    [InlineData("http://[::1]:8080/quay", "http://[::1]:8080/quay/api/v1/repository/acme/app/tag/?limit=100")]
    [InlineData("https://bücher.test", "https://bücher.test/api/v1/repository/acme/app/tag/?limit=100")]
    public async Task Request_path_starts_with_the_path_of_the_endpoint(string endpoint, string requested)
    {
        var quay = new FakeQuay();
        quay.Faults.Always(Fault.Response(FakeResponse.Json("""{"tags": [], "page": 1, "has_additional": false}""")));
        using var client = new QuayClient(new QuayClientOptions { Endpoint = new Uri(endpoint) }, new FakeQuayHandler(quay));

        Assert.Equal(0, await client.Tags.GetHistory("acme/app").CountAsync());
        quay.Requests.AssertRequests("GET " + requested);
    }

    [Theory]
    [InlineData("http://quay.test//other.test:7001/ok", "http://quay.test/other.test:7001/ok")]
    [InlineData("http://quay.test//", "http://quay.test")]
    [InlineData("http://quay.test/ok//x", "http://quay.test/ok/x")]
    [InlineData("http://quay.test/ok//", "http://quay.test/ok")]
    [InlineData("http://quay.test/a/../b", "http://quay.test/b")]
    [InlineData("http://quay.test/./b", "http://quay.test/b")]
    [InlineData("http://quay.test/..", "http://quay.test")]
    [InlineData("http://quay.test/a/%2e%2E/b", "http://quay.test/b")]
    [InlineData("http://quay.test/%2Fother.test", "http://quay.test")]
    [InlineData("http://quay.test/%2fother.test/ok", "http://quay.test/ok")]
    [InlineData("http://quay.test/a%5Cb", "http://quay.test")]
    [InlineData("http://quay.test/a%252Fb", "http://quay.test")]
    [InlineData("http://quay.test/a%00b/ok", "http://quay.test/ok")]
    [InlineData("http://quay.test/100%", "http://quay.test")]
    [InlineData("http://quay.test/other.test\\ok", "http://quay.test/other.test/ok")]
    [InlineData("http:\\\\quay.test/ok", "http://quay.test/ok")]
    [InlineData("http://quay.test/ok\\..\\x", "http://quay.test/x")]
    [InlineData("http://[::1]:7001//ok", "http://[::1]:7001/ok")]
    [InlineData("HTTP://QUAY.TEST:80//ok", "http://quay.test/ok")]
    [InlineData("http://quay.test/quay/api/v1/", "http://quay.test/quay")]
    [InlineData("http://quay.test/api", "http://quay.test")]
    [InlineData("http://u:p@quay.test//ok?x#y", "http://quay.test/ok")]
    public void Ambiguous_endpoint_is_rejected_with_a_valid_address(string endpoint, string suggestion)
    {
        var options = new QuayClientOptions { Endpoint = new Uri(endpoint) };

        string message = Assert.Throws<ArgumentException>("options", () => new QuayClient(options)).Message;

        Assert.Contains($": write {suggestion}. (Parameter", message, StringComparison.Ordinal);
        options.Endpoint = new Uri(suggestion);
        new QuayClient(options).Dispose();
    }
}
