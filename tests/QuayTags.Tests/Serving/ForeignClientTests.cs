using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace QuayTags.Tests.Serving;

/// <summary>Replays the requests of a client in Go, <c>sebrandon1/go-quay</c>, for repositories, tags and permissions.</summary>
/// <remarks>
/// The table has what the client sends, and what Quay's API responds. A comment marks requests that Quay does not have, and responses that
/// the client misunderstands.
/// </remarks>
[Trait("Speed", "Slow")]
public sealed class ForeignClientTests(ForeignClientTests.Server fixture) : IClassFixture<ForeignClientTests.Server>
{
    private const string Seed = """
        {
          "version": 1,
          "clock": "2026-01-31T12:00:00Z",
          "users": [{ "name": "alice" }],
          "tokens": [{ "value": "t1" }],
          "organizations": [{ "name": "acme" }],
          "repositories": [{
            "name": "acme/app",
            "permissions": { "alice": "write" },
            "history": [
              { "name": "latest", "digest": "sha256:aa", "start": "2026-01-20T00:00:00Z", "end": "2026-01-30T00:00:00Z" },
              { "name": "latest", "digest": "sha256:bb", "start": "2026-01-30T00:00:00Z" }
            ]
          }, { "name": "acme/team/app" }]
        }
        """;

    private const string Error = "detail error_message error_type status title type";
    private const string App = "/api/v1/repository/acme/app";

    public static TheoryData<string, string, string?, int, string> Requests => new()
    {
        // Without a filter, Quay rejects the list. The client ignores next_page, so it gets only the first page.
        { "GET", "/api/v1/repository", null, 400, Error },
        { "GET", "/api/v1/repository?limit=100&namespace=acme&page=1", null, 200, "repositories" },
        { "GET", "/api/v1/repository?namespace=acme&popularity=true&public=true&starred=true", null, 200, "repositories" },
        {
            "POST", "/api/v1/repository", """{"repository":"new","namespace":"acme","visibility":"private","description":"d"}""",
            201, "kind name namespace"
        },

        // Quay requires a description, even if it is empty.
        { "POST", "/api/v1/repository", """{"repository":"new","namespace":"acme","visibility":"private"}""", 400, Error },
        {
            "GET", App, null, 200,
            "can_admin can_write description is_free_account is_organization is_public is_starred kind name namespace state status_token "
                + "tag_expiration_s tags trust_enabled"
        },
        { "GET", "/api/v1/repository/acme/team%2Fapp", null, 200, "can_admin can_write description is_free_account" },
        { "PUT", App, """{"description":"d","visibility":"public"}""", 200, "success" },

        // Quay changes the visibility elsewhere, and requires the description here.
        { "PUT", App, """{"visibility":"public"}""", 400, Error },
        { "POST", App + "/changevisibility", """{"visibility":"public"}""", 200, "success" },
        { "DELETE", App, null, 204, "" },

        { "GET", App + "/tag/", null, 200, "has_additional page tags" },
        { "GET", App + "/tag/?limit=100&onlyActiveTags=true&page=1", null, 200, "has_additional page tags" },
        { "PUT", App + "/tag/prod", """{"manifest_digest":"sha256:bb"}""", 201, "text" },
        { "DELETE", App + "/tag/latest", null, 204, "" },
        { "POST", App + "/tag/latest/restore", """{"manifest_digest":"sha256:aa"}""", 200, "" },

        // The client sends the expiration as a string. Quay requires a number.
        { "PUT", App + "/tag/latest", """{"expiration":"1798761600"}""", 400, Error },

        // Quay has no such routes. It reads the paths as names of repositories: acme/app/tag/latest, …/history and …/revert.
        { "GET", App + "/tag/latest", null, 404, Error },
        { "GET", App + "/tag/latest/history", null, 404, Error },
        { "POST", App + "/tag/latest/revert", """{"manifest_digest":"sha256:aa"}""", 405, "message" },

        { "GET", App + "/manifest/sha256:bb", null, 200, "config_media_type digest is_manifest_list layers" },
        { "GET", App + "/manifest/sha256:bb/labels", null, 200, "labels" },
        { "POST", App + "/manifest/sha256:bb/labels", """{"key":"a","value":"b","media_type":"text/plain"}""", 201, "label" },
        { "GET", App + "/manifest/sha256:bb/labels/absent", null, 404, Error },

        // Quay cannot delete a manifest. It deletes the repository acme/app/manifest/sha256:bb, and responds 204 even if there is none.
        { "DELETE", App + "/manifest/sha256:bb", null, 204, "" },

        { "GET", App + "/permissions/user/", null, 200, "permissions" },
        { "GET", App + "/permissions/team/", null, 200, "permissions" },
        { "GET", App + "/permissions/user/alice", null, 200, "avatar is_org_member is_robot name role" },
        { "PUT", App + "/permissions/user/alice", """{"role":"read"}""", 200, "avatar is_org_member is_robot name role" },
        { "GET", App + "/permissions/user/alice/transitive", null, 200, "permissions" },
        { "DELETE", App + "/permissions/user/alice", null, 204, "" },

        // Quay has no permissions without user/ or team/. The paths are names of repositories again.
        { "GET", App + "/permissions", null, 404, Error },
        { "PUT", App + "/permissions/alice", """{"role":"read"}""", 400, Error },
        { "DELETE", App + "/permissions/alice", null, 204, "" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_gets_the_response_of_quay(string method, string target, string? body, int status, string keys)
    {
        using HttpResponseMessage reset = await fixture.Client.PostAsync(
            new Uri(fixture.Endpoint, "_fake/reset"), content: null, TestContext.Current.CancellationToken);
        var url = new Uri(fixture.Endpoint.GetLeftPart(UriPartial.Authority) + target);
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "t1");
        request.Headers.UserAgent.ParseAdd("go-quay/dev");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? ""));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using HttpResponseMessage response = await fixture.Client.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        Assert.StartsWith(keys, KeysOf(text), StringComparison.Ordinal);
    }

    private static string KeysOf(string text)
    {
        if (text.Length == 0)
        {
            return "";
        }

        return JsonNode.Parse(text) is JsonObject json
            ? string.Join(' ', json.Select(pair => pair.Key).Order(StringComparer.Ordinal))
            : "text";
    }

    public sealed class Server : IAsyncLifetime
    {
        private readonly string _file = Path.GetTempFileName();
        private ServedProcess? _process;

        public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

        public Uri Endpoint => _process!.Endpoint;

        public async ValueTask InitializeAsync()
        {
            await File.WriteAllTextAsync(_file, Seed);
            _process = await ServedProcess.StartAsync("--seed", _file);
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await _process!.DisposeAsync();
            File.Delete(_file);
        }
    }
}
