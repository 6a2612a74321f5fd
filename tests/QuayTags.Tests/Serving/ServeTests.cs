using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Quay.Client.Testing;

namespace QuayTags.Tests.Serving;

public sealed class ServeTests : IDisposable
{
    private const string Seed = """
        {
          "version": 1,
          "clock": "2026-01-31T12:00:00Z",
          "users": [{ "name": "alice" }],
          "repositories": [{
            "name": "acme/app",
            "history": [{ "name": "v1", "digest": "sha256:aa", "start": "2026-01-01T00:00:00Z" }]
          }]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Sample_is_served_without_a_seed()
    {
        await using ServingRun run = await ServingRun.StartAsync("--token", "t1");

        JsonNode tags = await GetAsync(run, "api/v1/repository/quayadmin/busybox/tag/", "t1");

        Assert.Equal(7, tags["tags"]!.AsArray().Count);
        Assert.Equal("Serving the sample data of the tool. The time is 2024-06-18 19:30:00Z and stands still.", run.Notes[0]);
    }

    [Fact]
    public async Task Stopped_server_exits_as_an_interrupted_command_and_frees_its_port()
    {
        await using ServingRun run = await ServingRun.StartAsync();
        Uri endpoint = run.Endpoint;

        Assert.Equal(ExitCode.Interrupted, await run.StopAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync(endpoint, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Json_is_one_object_with_addresses_and_tokens()
    {
        await using ServingRun run = await ServingRun.StartAsync("--json", "--token", "t1:repo:read,repo:write", "--token", "t2");

        JsonObject json = JsonNode.Parse(run.Output)!.AsObject();
        Assert.Equal(
            ["url", "other_origin", "control_url", "time", "tokens", "certificate", "certificate_file"], json.Select(pair => pair.Key));
        Assert.Equal("2024-06-18T19:30:00Z", (string)json["time"]!);
        Assert.Equal($"{json["url"]}_fake/", (string)json["control_url"]!);
        Assert.NotEqual($"{json["url"]}", $"{json["other_origin"]}");
        Assert.Equal(["t1", "t2"], json["tokens"]!.AsArray().Select(token => (string)token!["value"]!));
        Assert.Equal(["repo:read", "repo:write"], json["tokens"]![0]!["scopes"]!.AsArray().Select(scope => (string)scope!));
        Assert.Null(json["certificate"]);
    }

    [Fact]
    public async Task Given_tokens_replace_the_generated_one_and_have_their_scopes_and_user()
    {
        await using ServingRun run = await ServingRun.StartAsync(
            "--seed", Save("seed.json", Seed), "--token", "t1:repo:read/alice", "--token", "t2");

        Assert.Equal(["Token of alice: t1 (repo:read)", "Token of admin: t2 (all scopes)"], run.Notes[1..3]);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(run, "t1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(run, "t2"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(run, "token-of-admin-00000001-0000-4000-8000-000000000000"));
    }

    [Theory]
    [InlineData("2026-01-31T12:00:00.000Z", false)]
    [InlineData("2030-05-01T00:00:00.000Z", false, "--clock", "2030-05-01T02:00:00+02:00")]
    [InlineData(null, true, "--clock", "now")]
    public async Task Clock_stands_still_at_the_time_of_the_seed_or_of_the_option(string? time, bool isRunning, params string[] args)
    {
        await using ServingRun run = await ServingRun.StartAsync(["--seed", Save("seed.json", Seed), .. args]);

        JsonNode clock = await GetAsync(run, "_fake/clock");

        Assert.Equal(isRunning, (bool)clock["is_running"]!);
        Assert.True(time is null || time == (string)clock["time"]!, $"{clock["time"]}");
        Assert.Equal(!isRunning, run.Notes[0].EndsWith("stands still.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reset_restores_seeds_and_tokens()
    {
        string second = Save("second.json", """{"version":1,"repositories":[{"name":"alice/tool","visibility":"public"}]}""");
        await using ServingRun run = await ServingRun.StartAsync("--seed", Save("seed.json", Seed), "--seed", second, "--token", "t");
        using (HttpResponseMessage deleted = await SendAsync(run, HttpMethod.Delete, "api/v1/repository/acme/app", "t"))
        {
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        }

        using HttpResponseMessage reset = await SendAsync(run, HttpMethod.Post, "_fake/reset");

        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.Equal(["acme/app", "alice/tool"], (await GetAsync(run, "_fake/"))["repositories"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(run, "t"));
    }

    [Fact]
    public async Task Saved_certificate_is_that_of_the_server_and_names_its_address()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has 127.0.0.2 without a set-up.");
        string file = Path.Combine(_folder, "fake.pem");
        await using ServingRun run = await ServingRun.StartAsync(
            "--https", "--certificate-file", file, "--address", "127.0.0.2", "--token", "t1");

        using X509Certificate2 saved = X509CertificateLoader.LoadCertificateFromFile(file);
        Assert.Equal(Uri.UriSchemeHttps, run.Endpoint.Scheme);
        Assert.False(saved.HasPrivateKey);
        Assert.True(saved.MatchesHostname("localhost") && saved.MatchesHostname("127.0.0.1") && saved.MatchesHostname("127.0.0.2"));
        Assert.Contains($"--cacert {file} ", run.Notes[2], StringComparison.Ordinal);
        ToolRun read = await ToolRun.RunAsync(
            ["history", "quayadmin/busybox", "--url", $"{run.Endpoint}", "--ca-file", file],
            new Dictionary<string, string> { ["QUAY_TOKEN"] = "t1" });
        Assert.Equal((0, "7 entries, 4 alive."), (read.ExitCode, read.ErrorLines[^1]));
    }

    [Fact]
    public async Task Certificate_that_is_not_saved_is_in_the_json()
    {
        await using ServingRun run = await ServingRun.StartAsync("--https", "--json");

        Assert.StartsWith("-----BEGIN CERTIFICATE-----\n", (string)JsonNode.Parse(run.Output)!["certificate"]!, StringComparison.Ordinal);
        Assert.Contains("Clients need the certificate: add --certificate-file FILE to save it.", run.Notes);
    }

    [Fact]
    public async Task Address_that_others_reach_gets_a_warning()
    {
        await using ServingRun all = await ServingRun.StartAsync("--address", "0.0.0.0");
        await using ServingRun loopback = await ServingRun.StartAsync();

        Assert.Contains(
            "Warning: the server listens on 0.0.0.0. Every computer that reaches it can write with the token, and send "
                + "control requests without one.",
            all.Notes);
        Assert.DoesNotContain(loopback.Notes, note => note.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_stops_with_a_warning_after_an_internal_error()
    {
        var quay = new FakeQuay();
        quay.Faults.Next(Fault.Custom(_ => throw new OverflowException("Too large.")));
        FakeQuayServer server = FakeQuayServer.Start(quay);
        using (HttpResponseMessage response = await _client.GetAsync(server.Endpoint, TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        }

        ToolContext context = ToolRun.Context();
        await ServeCommand.StopAsync(server, context);

        Assert.Equal("Warning: the server returned 500 because of an error: Too large.", context.Error.ToString()!.Trim());
    }

    [Fact]
    public async Task Localhost_is_the_loopback_address()
    {
        await using ServingRun run = await ServingRun.StartAsync("--address", "localhost");

        Assert.Equal("127.0.0.1", run.Endpoint.Host);
    }

    [Fact]
    public async Task Verbose_writes_each_request_without_its_token()
    {
        await using ServingRun run = await ServingRun.StartAsync("--verbose", "--token", "t1");

        await GetAsync(run, "api/v1/repository/quayadmin/busybox/tag/?limit=1&access_token=t1", "t1");
        await GetAsync(run, "_fake/clock");

        Assert.Matches(@"^GET /api/v1/repository/quayadmin/busybox/tag/\?limit=1&access_token=\*\*\*: 200, \d+ bytes$", run.Notes[^2]);
        Assert.StartsWith("GET /_fake/clock: 200, ", run.Notes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_in_use_is_one_sentence_and_exit_code_1()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        ToolRun run = await ToolRun.RunAsync("serve", "--port", $"{port}");

        Assert.Matches(
            $"^The server cannot listen on 127.0.0.1:{port}: .+ Choose another port with --port; 0 chooses a free one.$",
            run.AssertFailure(1));
    }

    [Fact]
    public async Task Address_of_another_machine_is_one_sentence_and_exit_code_1() => Assert.Matches(
        "^The server cannot listen on 192.0.2.1:0: .+ Choose another --address.$",
        (await ToolRun.RunAsync("serve", "--port", "0", "--address", "192.0.2.1")).AssertFailure(1));

    [Theory]
    [InlineData("--address: 'here' is not an IP address.", "--address", "here")]
    [InlineData("--port: '70000' is not a whole number from 0 to 65535.", "--port", "70000")]
    [InlineData("--token: 'a b' is not a token.", "--token", "a b")]
    [InlineData("--token: 'repo:red' is not a scope of Quay.", "--token", "t:repo:red")]
    [InlineData("--token: the user 'bob' does not exist. The users are admin, quayadmin. A seed can add others.", "--token", "t/bob")]
    [InlineData("--token: the token 't' already exists.", "--token", "t", "--token", "t")]
    [InlineData("--clock: A time is not after the year 8999.", "--clock", "9999-12-31T23:59:59Z")]
    [InlineData("--clock: 'soon' is not a time.", "--clock", "soon")]
    [InlineData("--certificate-file needs --https.", "--certificate-file", "x.pem")]
    public async Task Wrong_option_is_wrong_usage(string expected, params string[] args)
    {
        ToolRun run = await ToolRun.RunAsync(["serve", .. args]);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(expected, run.ErrorLines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"version":3}""", "$.version: expected the version 1 of this format, but found 3.")]
    [InlineData("""{"version":1,"tokens":[{"value":"t","user":"bob"}]}""",
        "$.tokens[0].user: the user 'bob' does not exist. Add it to the seed's users.")]
    public async Task Invalid_seed_is_wrong_usage_with_its_file_and_path(string seed, string expected)
    {
        string file = Save("seed.json", seed);

        ToolRun run = await ToolRun.RunAsync("serve", "--seed", file);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal([$"{file} cannot be used as a seed: {expected}"], run.ErrorLines);
    }

    [Fact]
    public async Task Seed_that_is_not_utf_8_is_rejected()
    {
        string file = Path.Combine(_folder, "latin1.json");
        await File.WriteAllBytesAsync(file, [.. "{\"version\":1"u8, 0xE9, .. "}"u8], TestContext.Current.CancellationToken);

        ToolRun run = await ToolRun.RunAsync("serve", "--seed", file);

        Assert.Equal((2, $"{file} cannot be used as a seed: expected text in UTF-8."), (run.ExitCode, Assert.Single(run.ErrorLines)));
    }

    [Fact]
    public async Task Missing_seed_is_exit_code_1() =>
        (await ToolRun.RunAsync("serve", "--seed", Path.Combine(_folder, "no.json"))).AssertFailure(1);

    private string Save(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private async Task<HttpStatusCode> StatusAsync(ServingRun run, string token)
    {
        using HttpResponseMessage response = await SendAsync(run, HttpMethod.Get, "api/v1/repository/acme/app", token);
        return response.StatusCode;
    }

    private async Task<JsonNode> GetAsync(ServingRun run, string path, string? token = null)
    {
        using HttpResponseMessage response = await SendAsync(run, HttpMethod.Get, path, token);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }

    private async Task<HttpResponseMessage> SendAsync(ServingRun run, HttpMethod method, string path, string? token = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(run.Endpoint, path));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
