using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing.Tests.Control;

/// <summary>Tests the faults that control requests inject.</summary>
public partial class FaultRequestTests
{
    private const string Tags = "/api/v1/repository/acme/app/tag/";

    private readonly FakeQuay _quay = new(new FakeQuayClock(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero)));
    private readonly Func<FakeRequest, FakeResponse> _handle;

    public FaultRequestTests()
    {
        _quay.AddRepository("acme/app", isPublic: true).Push("v1");
        _handle = _quay.WithControl(refill: null);
    }

    [Theory]
    [InlineData("""{"status":503}""", 503, "Service Temporarily Unavailable")]
    [InlineData("""{"status":502}""", 502, "Quay is currently loading")]
    [InlineData("""{"status":504}""", 504, "Gateway Time-out")]
    [InlineData("""{"status":429}""", 429, "Too Many Requests")]
    [InlineData("""{"status":418,"body":"{\"a\":1}"}""", 418, """{"a":1}""")]
    [InlineData("""{"fault":"html"}""", 200, "Log in")]
    [InlineData("""{"fault":"broken-json"}""", 200, """{"tags": [}""")]
    [InlineData("""{"fault":"truncated-json"}""", 200, """{"tags": [""")]
    [InlineData("""{"delay_s":2}""", 200, "v1")]
    public void Fault_changes_the_response(string fault, int status, string text)
    {
        Add(fault);

        FakeResponse response = Send("GET", Tags);

        Assert.Equal(status, response.Status);
        Assert.Contains(text, response.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut", ResponseEnding.Cut, -1)]
    [InlineData("lost-response", ResponseEnding.Cut, -1)]
    [InlineData("stall", ResponseEnding.Stall, -1)]
    public void Fault_interrupts_the_response(string fault, ResponseEnding ending, int sent)
    {
        Add($$"""{"fault":"{{fault}}"}""");

        FakeResponse response = Send("GET", Tags);

        Assert.Equal((ending, sent), (response.Ending, response.SentBytes));
    }

    [Fact]
    public void Page_lists_the_names_of_all_faults()
    {
        string line = FaultLine().Match(Documents.Read("serve.md")).Groups[1].Value;

        Assert.Equal(FaultRequest.ByName.Keys, Code().Matches(line).Select(code => code.Groups[1].Value));
        Assert.All(FaultRequest.ByName.Keys, name => Add($$"""{"fault":"{{name}}","times":1}"""));
    }

    [Fact]
    public void Retry_after_and_delay_are_in_seconds()
    {
        Add("""{"status":429,"retry_after_s":7,"delay_s":3,"times":1}""");

        FakeResponse response = Send("GET", Tags);

        Assert.Equal("7", response.Headers["Retry-After"]);
        Assert.Equal(TimeSpan.FromSeconds(3), response.Delay);
    }

    [Theory]
    [InlineData(429, "Too Many Requests")]
    [InlineData(503, "Service Temporarily Unavailable")]
    public void Retry_after_is_sent_with_429_and_503(int status, string text)
    {
        Add($$"""{"status":{{status}},"retry_after_s":7,"delay_s":0.25}""");

        FakeResponse response = Send("GET", Tags);

        Assert.Equal((status, "7"), (response.Status, response.Headers["Retry-After"]));
        Assert.Contains(text, response.Text, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMilliseconds(250), response.Delay);
    }

    [Fact]
    public void Error_has_no_escaped_quotation_marks()
    {
        string text = Send("POST", "/_fake/faults", """{"fault":"it's"}""").Text;

        Assert.Contains("""but found \"it's\".""", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_with_a_count_ends_and_one_without_lasts_until_it_is_removed()
    {
        Add("""{"status":503,"times":2}""");
        Assert.Equal([503, 503, 200], Statuses(3));

        Add("""{"status":504}""");
        Assert.Equal([504, 504], Statuses(2));
        Assert.Equal("""{"pending":0,"unlimited":1}""" + "\n", Send("GET", "/_fake/faults").Text);

        Send("DELETE", "/_fake/faults");
        Assert.Equal([200], Statuses(1));
    }

    [Theory]
    [InlineData("/api/v1/repository/**/tag/", true)]
    [InlineData("/api/v1/repository/*/*/tag/", true)]
    [InlineData("**", true)]
    [InlineData("/api/v1/repository/*/tag/", false)]
    [InlineData("/api/v1/repository/**/tag", true)]
    [InlineData("/api/v1/repository/**/ta", false)]
    [InlineData("/api/v1/repository/acme.app/tag/", false)]
    public void Path_is_a_pattern_for_the_whole_path_without_the_query(string pattern, bool matches)
    {
        Add($$"""{"status":503,"path":"{{pattern}}"}""");

        Assert.Equal(matches ? 503 : 200, Send("GET", Tags + "?limit=1").Status);
    }

    [Fact]
    public void Method_limits_the_fault()
    {
        Add("""{"status":503,"method":"put"}""");

        Assert.Equal(200, Send("GET", Tags).Status);
        Assert.Equal(503, Send("PUT", Tags + "v1").Status);
    }

    [Theory]
    [InlineData("{}", "$: expected either 'status' or 'fault', or 'delay_s' alone.")]
    [InlineData("""{"status":503,"fault":"cut"}""", "$: expected either 'status' or 'fault', or 'delay_s' alone.")]
    [InlineData("""{"status":100}""", "$.status: expected a status from 200 to 599, but found 100.")]
    [InlineData("""{"fault":"boom"}""", "$.fault: expected \"cut\" or ")]
    [InlineData("""{"status":503,"times":0}""", "$.times: expected a number of requests, from 1 to 1000000, but found 0.")]
    [InlineData("""{"status":502,"retry_after_s":1}""",
        "$.retry_after_s: expected no retry_after_s, because the status is neither 429 nor 503,")]
    [InlineData("""{"status":503,"retry_after_s":0.5}""", "$.retry_after_s: expected a whole number of seconds, at most 86400,")]
    [InlineData("""{"delay_s":-0.5}""", "$.delay_s: expected a number of seconds, at most 86400, but found -0.5.")]
    [InlineData("""{"status":503,"path":"api/v1/repository"}""",
        "$.path: expected a path of at most 1000 characters without a query, such as ")]
    [InlineData("""{"status":503,"path":"/api/v1/repository?public=true"}""",
        "$.path: expected a path of at most 1000 characters without a query, such as ")]
    [InlineData("""{"status":503,"method":"FETCH"}""", "$.method: expected one of the methods GET, HEAD, ")]
    [InlineData("""{"status":503,"times":2147483647}""", "$.times: expected a number of requests, from 1 to 1000000, ")]
    [InlineData("""{"fault":"cut","body":"x"}""", "$.body: expected this property only together with 'status', ")]
    [InlineData("""{"delay_s":1,"retry_after_s":1}""", "$.retry_after_s: expected this property only together with 'status', ")]
    [InlineData("""{"fault":"\ud800"}""", "$.fault: expected text without unpaired surrogates.")]
    [InlineData("", "Expected a JSON body, but the request has none.")]
    [InlineData("""{"status":429,"retry_after_s":1,"body":"x"}""", "$.status: expected either 'body' or 'retry_after_s',")]
    [InlineData("""{"status":503,"paths":"/"}""", "$.paths: expected one of the properties status, ")]
    public void Invalid_fault_is_rejected(string fault, string expected)
    {
        FakeResponse response = Send("POST", "/_fake/faults", fault);

        Assert.Equal(400, response.Status);
        Assert.StartsWith(expected, (string)JsonNode.Parse(response.Text)!["error"]!, StringComparison.Ordinal);
        Assert.Equal(200, Send("GET", Tags).Status);
    }

    [Fact]
    public void Pattern_that_is_too_long_is_rejected() => Assert.Equal(
        400, Send("POST", "/_fake/faults", $$"""{"status":503,"path":"/{{string.Concat(Enumerable.Repeat("*a", 500))}}"}""").Status);

    private void Add(string fault) => Assert.Equal(201, Send("POST", "/_fake/faults", fault).Status);

    private int[] Statuses(int count) => [.. Enumerable.Range(0, count).Select(_ => Send("GET", Tags).Status)];

    private FakeResponse Send(string method, string target, string body = "") => _handle(new FakeRequest
    {
        Method = method,
        Origin = new Uri("http://quay.test/"),
        Target = target,
        Body = Encoding.UTF8.GetBytes(body),
    });

    [GeneratedRegex(@"^\| `fault` \| ([^|]+)\|", RegexOptions.Multiline)]
    private static partial Regex FaultLine();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
