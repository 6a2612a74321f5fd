using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace QuayTags.Tests;

/// <summary>Servers that answer as a test wants.</summary>
internal static class TestQuay
{
    public static WireMockServer Start() => WireMockServer.Start(new WireMockServerSettings { Urls = ["http://127.0.0.1:0"] });

    public static WireMockServer Answering(int status, string body, string contentType = "application/json")
    {
        WireMockServer server = Start();
        server.Given(Request.Create())
            .RespondWith(Response.Create().WithStatusCode(status).WithHeader("Content-Type", contentType).WithBody(body));
        return server;
    }

    /// <summary>A history of one page.</summary>
    public static WireMockServer WithRows(params string[] rows) =>
        Answering(200, $$"""{"tags": [{{string.Join(", ", rows)}}], "page": 1, "has_additional": false}""");

    /// <summary>The addresses that were asked for, in order, without the host.</summary>
    public static string[] Asked(this WireMockServer server) => [.. server.LogEntries.Select(entry => new Uri(entry.RequestMessage!.Url).PathAndQuery)];
}
