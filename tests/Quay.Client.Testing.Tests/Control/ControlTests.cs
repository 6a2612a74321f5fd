using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing.Tests.Control;

/// <summary>Tests the control requests of a server.</summary>
public partial class ControlTests
{
    private const string Repository = "quayadmin/busybox";

    private static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeQuay _quay = new(new FakeQuayClock(Start));
    private readonly Func<FakeRequest, FakeResponse> _handle;

    public ControlTests()
    {
        Fill(_quay);
        _handle = _quay.WithControl(Fill);

        static void Fill(FakeQuay quay)
        {
            quay.AddUser("quayadmin");
            quay.AddRepository(Repository, isPublic: true).Grant("admin", FakeRole.Admin).Push("first");
        }
    }

    public static TheoryData<string, string, string> Documented =>
        new(Line().Matches(Documents.Read("serve.md")).Select(line =>
            (line.Groups["method"].Value, line.Groups["path"].Value, Body().Match(line.Groups["body"].Value).Groups["json"].Value)));

    [Theory]
    [MemberData(nameof(Documented))]
    public void Documented_request_succeeds_and_no_other_method_is_allowed(string method, string path, string body)
    {
        Assert.InRange(Send(method, path, body).Status, 200, 204);

        string[] methods = [.. Documented.Where(data => data.Data.Item2 == path).Select(data => data.Data.Item1)];
        FakeResponse other = Send("PUT", path);
        Assert.Equal((405, string.Join(", ", methods)), (other.Status, other.Headers["Allow"]));
        Assert.Equal($"{path} does not support PUT. It supports {string.Join(", ", methods)}.", ErrorOf(other));
    }

    [Fact]
    public void Page_documents_every_control_path()
    {
        string paths = string.Join(", ", Documented.Select(data => data.Data.Item2).Distinct().Order(StringComparer.Ordinal));
        FakeResponse unknown = Send("GET", "/_fake/x");

        Assert.Equal(404, unknown.Status);
        string listed = ErrorOf(unknown).Split("The paths are ")[1].TrimEnd('.');
        Assert.Equal(paths, string.Join(", ", listed.Split(", ").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task State_and_requests_of_clients_do_not_block_each_other()
    {
        Task state = Task.Run(() => Repeat("/_fake/"));
        Task calls = Task.Run(() => Repeat($"/api/v1/repository/{Repository}/tag/"));

        await Task.WhenAll(state, calls).WaitAsync(Transport.Watchdog.Limit);

        void Repeat(string path)
        {
            for (int count = 0; count < 3000; count++)
            {
                Assert.Equal(200, Send("GET", path).Status);
            }
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/", "Origin", "http://evil.example", false)]
    [InlineData("http://127.0.0.1:8080/", "Origin", "null", false)]
    [InlineData("http://127.0.0.1:8080/", "Sec-Fetch-Site", "cross-site", false)]
    [InlineData("http://evil.example:8080/", "Origin", "http://evil.example:8080", false)]
    [InlineData("http://evil.example:8080/", "Accept", "*/*", false)]
    [InlineData("http://localhost:8080/", "Origin", "http://localhost:8080", true)]
    [InlineData("http://[::1]:8080/", "Sec-Fetch-Site", "same-origin", true)]
    public void Web_page_of_another_site_cannot_control_the_server(string origin, string header, string value, bool isAllowed)
    {
        FakeResponse response = _quay.WithControl(refill: null, isLoopback: true)(new FakeRequest
        {
            Method = "POST",
            Origin = new Uri(origin),
            Target = "/_fake/collect",
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [header] = value },
        });

        Assert.Equal(isAllowed ? 204 : 403, response.Status);
    }

    [Theory]
    [InlineData("""{"time":"9999-12-31T23:59:59.999Z"}""")]
    [InlineData("""{"advance_s":4294967295}""", """{"advance_s":4294967295}""", """{"advance_s":4294967295}""")]
    public void Clock_stays_before_the_year_9000(params string[] bodies)
    {
        Assert.Contains(
            Enumerable.Repeat(bodies, 30).SelectMany(body => body).Select(body => Send("POST", "/_fake/clock", body).Status),
            status => status == 400);

        Assert.InRange(_quay.TimeProvider.GetUtcNow().Year, 2026, 9000);
    }

    [Theory]
    [InlineData("", 204)]
    [InlineData("{}", 204)]
    [InlineData("""{"bogus":1}""", 400)]
    [InlineData("[]", 400)]
    public void Request_without_parameters_rejects_a_body(string body, int status) =>
        Assert.Equal(status, Send("POST", "/_fake/collect", body).Status);

    [Fact]
    public void State_lists_repositories_and_counts()
    {
        Send("POST", "/_fake/faults", """{"status":500,"times":3}""");

        JsonObject state = JsonOf(Send("GET", "/_fake/"));

        Assert.Equal("3.18", (string)state["server_version"]!);
        Assert.Equal(Repository, (string)Assert.Single(state["repositories"]!.AsArray())!);
        Assert.StartsWith("2026-01-31T12:00:00.", (string)state["clock"]!["time"]!, StringComparison.Ordinal);
        Assert.False((bool)state["clock"]!["is_running"]!);
        Assert.Equal((3, 0), ((int)state["pending_faults"]!, (int)state["requests"]!));
    }

    [Fact]
    public void Clock_moves_forward_by_seconds_or_to_a_time_but_not_back()
    {
        Send("POST", "/_fake/clock", """{"advance_s":3600}""");
        Assert.Equal(Start.AddHours(1), _quay.TimeProvider.GetUtcNow());

        Send("POST", "/_fake/clock", """{"time":"2026-02-01T00:00:00+01:00"}""");
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 23, 0, 0, TimeSpan.Zero), _quay.TimeProvider.GetUtcNow());

        Assert.Equal(
            "$.time: expected a time that is not before the clock's 2026-01-31 23:00:00Z, but found \"2026-01-31T12:00:00Z\".",
            ErrorOf(Send("POST", "/_fake/clock", """{"time":"2026-01-31T12:00:00Z"}""")));
        Assert.Equal("$: expected either 'time' or 'advance_s'.", ErrorOf(Send("POST", "/_fake/clock", "{}")));
        Assert.StartsWith("$.advance_s: ", ErrorOf(Send("POST", "/_fake/clock", """{"advance_s":-1}""")), StringComparison.Ordinal);
    }

    [Fact]
    public void Clock_of_another_kind_cannot_be_moved()
    {
        var handle = new FakeQuay(TimeProvider.System).WithControl(refill: null);

        FakeResponse response = handle(Request("POST", "/_fake/clock", """{"advance_s":1}"""));

        Assert.Equal(400, response.Status);
        Assert.Contains("FakeQuayClock", ErrorOf(response), StringComparison.Ordinal);
    }

    [Fact]
    public void Collector_removes_what_ended_before_the_window()
    {
        FakeRepository app = _quay.FindRepository(Repository)!;
        app.DeleteTag("first");
        Send("POST", "/_fake/collect");
        Assert.Single(app.Entries);

        Send("POST", "/_fake/clock", """{"advance_s":1300000}""");
        Send("POST", "/_fake/collect");

        Assert.Empty(app.Entries);
    }

    [Fact]
    public void Auto_prune_worker_deletes_what_the_policies_select()
    {
        _quay.Features = FakeFeatures.All;
        FakeRepository app = _quay.FindRepository(Repository)!;
        app.AddAutoPrunePolicy("number_of_tags", 1);
        app.Push("second");

        Send("POST", "/_fake/auto-prune");

        Assert.Equal("second", Assert.Single(app.Tags).Name);
    }

    [Fact]
    public void Pushed_tag_is_returned_and_listed()
    {
        string body = $$"""{"repository":"{{Repository}}","tag":"v1","digest":"sha256:ab"}""";
        JsonObject entry = JsonOf(Send("POST", "/_fake/tags", body), 201);

        Assert.Equal(("v1", "sha256:ab"), ((string)entry["name"]!, (string)entry["manifest_digest"]!));
        Assert.Equal("sha256:ab", _quay.FindRepository(Repository)!.FindTag("v1")!.Digest);
        Assert.Equal(
            "$.repository: expected the name of an existing repository, but found \"a/b\".",
            ErrorOf(Send("POST", "/_fake/tags", """{"repository":"a/b","tag":"v1"}""")));
        Assert.StartsWith(
            "'-' is not a valid tag name",
            ErrorOf(Send("POST", "/_fake/tags", $$"""{"repository":"{{Repository}}","tag":"-"}""")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Log_has_requests_but_neither_tokens_nor_control_requests()
    {
        Send("GET", $"/api/v1/repository/{Repository}/tag/?limit=1&access_token=secret-1", headers: ("User-Agent", "my-client/1"));
        Send("GET", "/api/v1/nothing", headers: ("Authorization", "Bearer secret-2"));

        FakeResponse response = Send("GET", "/_fake/requests");

        JsonNode first = JsonOf(response)["requests"]![0]!;
        Assert.Equal(2, JsonOf(response)["requests"]!.AsArray().Count);
        Assert.Equal(
            ("GET", $"/api/v1/repository/{Repository}/tag/", "limit=1&access_token=***", 200, "my-client/1", "2026-01-31T12:00:00.000Z"),
            ((string)first["method"]!, (string)first["path"]!, (string)first["query"]!, (int)first["status"]!,
                (string)first["user_agent"]!, (string)first["time"]!));
        Assert.DoesNotContain("secret", response.Text, StringComparison.Ordinal);

        Send("DELETE", "/_fake/requests");
        Assert.Empty(JsonOf(Send("GET", "/_fake/requests"))["requests"]!.AsArray());
    }

    [Fact]
    public void Reset_restores_data_clock_and_tokens_and_removes_faults_and_log()
    {
        string token = _quay.FindRepository(Repository)!.StatusToken;
        _quay.DeleteRepository(Repository);
        _quay.AddRepository("acme/app");
        _quay.FindToken(_quay.Token)!.IsRevoked = true;
        _quay.Features = FakeFeatures.All;
        Send("GET", "/api/v1/x");
        Send("POST", "/_fake/faults", """{"status":500}""");
        Send("POST", "/_fake/clock", """{"advance_s":86400}""");

        Assert.Equal(204, Send("POST", "/_fake/reset").Status);

        FakeRepository repository = Assert.Single(_quay.Repositories);
        Assert.Equal((Repository, token), (repository.FullName, repository.StatusToken));
        Assert.Equal(Start, repository.FindTag("first")!.Start);
        Assert.Equal(new FakeFeatures(), _quay.Features);
        Assert.Empty(_quay.Requests);
        Assert.Equal(200, Send("GET", $"/api/v1/repository/{Repository}").Status);
        Assert.False(_quay.FindToken(_quay.Token)!.IsRevoked);
    }

    [Theory]
    [InlineData("", "Expected a JSON body, ")]
    [InlineData("[]", "$: expected an object, but found [].")]
    public void Invalid_body_is_an_error_with_a_sentence(string body, string expected)
    {
        FakeResponse response = Send("POST", "/_fake/faults", body);

        Assert.Equal((400, "application/json"), (response.Status, response.Headers["Content-Type"]));
        Assert.StartsWith(expected, ErrorOf(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_without_control_has_no_control_paths()
    {
        await using FakeQuayServer plain = FakeQuayServer.Start(_quay);
        await using FakeQuayServer controlled = FakeQuayServer.Start(_quay, new FakeQuayServerOptions { HasControl = true });
        using var client = new HttpClient();

        using HttpResponseMessage absent = await client.GetAsync(
            new Uri(plain.Endpoint, "_fake/clock"), TestContext.Current.CancellationToken);
        string present = await client.GetStringAsync(
            new Uri(controlled.Endpoint, "_fake/clock"), TestContext.Current.CancellationToken);
        using HttpResponseMessage other = await client.GetAsync(
            new Uri(controlled.OtherOrigin, "_fake/clock"), TestContext.Current.CancellationToken);

        Assert.Equal((404, 404), ((int)absent.StatusCode, (int)other.StatusCode));
        Assert.Contains("is_running", present, StringComparison.Ordinal);
    }

    private static string ErrorOf(FakeResponse response) => (string)JsonNode.Parse(response.Text)!["error"]!;

    private static JsonObject JsonOf(FakeResponse response, int status = 200)
    {
        Assert.Equal(status, response.Status);
        return JsonNode.Parse(response.Text)!.AsObject();
    }

    private static FakeRequest Request(string method, string target, string body, params (string Name, string Value)[] headers) => new()
    {
        Method = method,
        Origin = new Uri("http://quay.test/"),
        Target = target,
        Headers = headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
        Body = Encoding.UTF8.GetBytes(body),
    };

    private FakeResponse Send(string method, string target, string body = "", params (string Name, string Value)[] headers) =>
        _handle(Request(method, target, body, headers));

    [GeneratedRegex(@"^\| `(?<method>[A-Z]+) (?<path>/_fake/\S*)` \| (?<body>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("^`(?<json>[^`]+)`")]
    private static partial Regex Body();
}
