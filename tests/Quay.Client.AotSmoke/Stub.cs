using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Quay.Client.AotSmoke;

/// <summary>
/// Represents a Quay server with one repository, on a free loopback port. It handles one request per connection. The fake of the testing
/// package is not used, because NativeAOT cannot compile it.
/// </summary>
internal sealed class Stub : IDisposable
{
    public const string Token = "smoke-token";

    public const string MovedEntry =
        """
        {"name": "v1", "reversion": true, "immutable": true, "start_ts": 1715698131, "end_ts": 1715784531,
         "manifest_digest": "sha256:c5aa065c", "is_manifest_list": false, "size": 1744,
         "last_modified": "Tue, 14 May 2024 14:48:51 -0000", "expiration": "Wed, 15 May 2024 14:48:51 -0000"}
        """;

    public const string ListEntry =
        """
        {"name": "latest", "reversion": false, "immutable": false, "start_ts": 1715784531, "manifest_digest": "sha256:7b42be23",
         "is_manifest_list": true, "size": null, "last_modified": "Wed, 15 May 2024 14:48:51 -0000", "is_sparse": true,
         "child_manifest_count": 2, "present_child_count": 1, "child_manifests_presence": {"sha256:aa": true, "sha256:bb": false}}
        """;

    public const string Repository =
        """
        {"namespace": "acme", "name": "app", "kind": "image", "description": "An **app**", "is_public": true, "is_organization": true,
         "is_starred": false, "status_token": "", "trust_enabled": false, "tag_expiration_s": 1209600, "is_free_account": true,
         "state": "NORMAL", "can_write": true, "can_admin": false,
         "tags": {"latest": {"name": "latest", "size": null,
                             "last_modified": "Wed, 15 May 2024 14:48:51 -0000", "manifest_digest": "sha256:7b42be23"}},
         "stats": [{"date": "2024-05-15", "count": 7}]}
        """;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private int _requests;
    private int _repositoryRequests;

    public Stub()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Endpoint => new($"http://{_listener.LocalEndpoint}");

    public int Requests => _requests;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            _ = RespondAsync(await _listener.AcceptTcpClientAsync());
        }
    }

    private async Task RespondAsync(TcpClient connection)
    {
        using (connection)
        using (var reader = new StreamReader(connection.GetStream()))
        {
            string target = (await reader.ReadLineAsync())!.Split(' ')[1];
            bool authorized = false;
            while (await reader.ReadLineAsync() is { Length: > 0 } header)
            {
                authorized |= header == $"Authorization: Bearer {Token}";
            }

            Interlocked.Increment(ref _requests);

            // The web interface must not get the token.
            (string status, string body) = authorized != (target == "/config") ? Route(target) : ("401 Unauthorized", "");
            int length = Encoding.UTF8.GetByteCount(body);
            string head = $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n";
            await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head + body));
        }
    }

    private (string Status, string Body) Route(string target) => target switch
    {
        "/api/v1/repository/acme/app?includeTags=true&includeStats=true" =>
            Interlocked.Increment(ref _repositoryRequests) % 2 == 1 ? ("503 Service Unavailable", "") : ("200 OK", Repository),
        "/api/v1/repository/acme/app/tag/?limit=1" =>
            ("200 OK", $$"""{"tags": [{{ListEntry}}], "page": 1, "has_additional": true}"""),

        // The second page repeats the entry of the first.
        "/api/v1/repository/acme/app/tag/?limit=2" =>
            ("200 OK", $$"""{"tags": [{{ListEntry}}, {{MovedEntry}}], "page": 1, "has_additional": false}"""),
        "/api/v1/discovery" =>
            ("200 OK", """
                {"swagger": "2.0", "paths": {
                 "/api/v1/repository": {}, "/api/v1/repository/{repository}/changestate": {"put": {"tags": []}}}}
                """),
        "/config" => ("200 OK", """{"version_number": "Quay v3.18.0"}"""),
        "/api/v1/repository/acme/missing" =>
            ("404 NOT FOUND", """{"detail": "Not Found", "error_message": "Not Found", "error_type": "not_found", "status": 404}"""),
        _ => ("400 Bad Request", $$"""{"message": "the stub has nothing at {{target}}"}"""),
    };
}
