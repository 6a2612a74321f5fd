using Quay.Client.Tests.Stubs;

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
        string? seen = null;
        var handler = new ScriptedHandler(request =>
        {
            seen = request.RequestUri!.AbsoluteUri;
            return ScriptedHandler.Json("""{"tags": [], "page": 1, "has_additional": false}""");
        });
        using QuayClient client = handler.CreateClient(options => options.Endpoint = new Uri(endpoint));

        Assert.Equal(0, await client.Tags.GetHistory("acme/app").CountAsync());
        Assert.Equal(asked, seen);
    }
}
