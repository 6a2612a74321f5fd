using System.Net;
using System.Text;
using Quay.Client;
using Quay.Client.History;
using Quay.Client.PackageConsumer;

if (args is ["check", string id, string package, string repository, string commit])
{
    return new PackageContent(id, package, repository, commit).Check();
}

var options = new QuayClientOptions { Endpoint = new Uri("https://quay.example"), Token = "consumer-token" };
using var handler = new StubHandler();
using var client = new QuayClient(options, handler);

await foreach (TagHistoryEntry entry in client.Tags.GetHistory("acme/app", new TagHistoryQuery { PageSize = 1 }))
{
    Console.WriteLine($"{entry.Name} {entry.ManifestDigest} {entry.Start:u}");
}

Console.WriteLine(await client.History.GetTagAtAsync("acme/app", "latest", DateTimeOffset.UnixEpoch.AddSeconds(1715698131)));

try
{
    await client.Repositories.GetAsync("acme/missing");
}
catch (QuayNotFoundException notFound)
{
    Console.WriteLine(notFound.Message);
}

return 0;

internal sealed class StubHandler : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        (HttpStatusCode status, string body) = request.RequestUri!.PathAndQuery switch
        {
            "/api/v1/repository/acme/app/tag/?limit=1" => (HttpStatusCode.OK, Page("true", "latest")),

            // The second page repeats the entry of the first.
            "/api/v1/repository/acme/app/tag/?limit=2" => (HttpStatusCode.OK, Page("false", "latest", "v1")),
            "/api/v1/repository/acme/app?includeTags=false" => (HttpStatusCode.OK, """{"namespace": "acme", "name": "app"}"""),
            "/api/v1/repository/acme/app/tag/?limit=100&specificTag=latest" => (HttpStatusCode.OK, Page("false", "latest")),
            _ => (HttpStatusCode.NotFound, """{"detail": "Not Found", "error_type": "not_found"}"""),
        };
        return Task.FromResult(new HttpResponseMessage(status)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            RequestMessage = request,
        });
    }

    private static string Page(string hasAdditional, params string[] tags) =>
        $$"""{"tags": [{{string.Join(", ", tags.Select(Entry))}}], "page": 1, "has_additional": {{hasAdditional}}}""";

    private static string Entry(string tag) =>
        $$"""
        {"name": "{{tag}}", "reversion": false, "start_ts": 1715698131, "manifest_digest": "sha256:7b42be23", "is_manifest_list": false,
         "size": 1744}
        """;
}
