using System.Text.Json.Nodes;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.ResponseProviders;
using WireMock.Server;
using WireMock.Settings;

namespace QuayTags.Stub;

/// <summary>An embedded Quay on the loopback address, with recorded repositories, for a machine that has no Quay.</summary>
internal static class QuayStub
{
    public static WireMockServer Start(TimeProvider timeProvider)
    {
        WireMockServer server = WireMockServer.Start(new WireMockServerSettings { Urls = ["http://127.0.0.1:0"] });
        Add(server, "quayadmin/busybox", timeProvider);
        Add(server, "rqorg/hist2500", timeProvider);
        server.Given(Request.Create()).AtPriority(int.MaxValue).RespondWith(Json(404, _ => NotFound(server.Url!)));
        return server;
    }

    private static void Add(WireMockServer server, string repository, TimeProvider timeProvider)
    {
        var recorded = new Lazy<RecordedRepository>(() => new RecordedRepository(repository.Split('/')[1]));
        string path = $"/api/v1/repository/{repository}";
        server.Given(Request.Create().UsingGet().WithPath(path))
            .RespondWith(Json(200, _ => recorded.Value.Describe(timeProvider.GetUtcNow())));
        server.Given(Request.Create().UsingGet().WithPath($"{path}/tag/"))
            .RespondWith(Json(200, request => recorded.Value.ListTags(name => request.GetParameter(name)?[0], timeProvider.GetUtcNow())));
    }

    private static IResponseProvider Json(int status, Func<IRequestMessage, JsonObject> answer) =>
        Response.Create()
            .WithStatusCode(status)
            .WithHeader("Content-Type", "application/json")
            .WithBody(request => answer(request).ToJsonString());

    private static JsonObject NotFound(string url) => new()
    {
        ["detail"] = "Not Found",
        ["error_message"] = "Not Found",
        ["error_type"] = "not_found",
        ["title"] = "not_found",
        ["type"] = $"{url}/api/v1/error/not_found",
        ["status"] = 404,
    };
}
