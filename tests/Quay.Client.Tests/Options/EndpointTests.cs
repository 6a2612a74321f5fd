using Quay.Client.Testing;
using Quay.Client.Testing.Faults;
using Quay.Client.Testing.Http;

namespace Quay.Client.Tests.Options;

public class EndpointTests
{
    [Theory]
    [InlineData("https://quay.test", "https://quay.test/api/v1/repository/acme/app/tag/?limit=100")]
    [InlineData("https://QUAY.test:8443/", "https://quay.test:8443/api/v1/repository/acme/app/tag/?limit=100")]
    [InlineData("https://quay.test/registry", "https://quay.test/registry/api/v1/repository/acme/app/tag/?limit=100")]
    [InlineData("https://quay.test/registry/", "https://quay.test/registry/api/v1/repository/acme/app/tag/?limit=100")]
    public async Task The_path_of_the_endpoint_stands_before_the_API_with_or_without_a_slash(string endpoint, string asked)
    {
        var quay = new FakeQuay();
        quay.Faults.Always(Fault.Answer(FakeAnswer.Json("""{"tags": [], "page": 1, "has_additional": false}""")));
        using var client = new QuayClient(new QuayClientOptions { Endpoint = new Uri(endpoint) }, new FakeQuayHandler(quay));

        Assert.Equal(0, await client.Tags.GetHistory("acme/app").CountAsync());
        quay.Requests.AssertRequests("GET " + asked);
    }
}
