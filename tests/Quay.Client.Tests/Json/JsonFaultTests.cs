using System.Text;
using System.Text.Json;
using CsCheck;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Json;

/// <summary>Verifies the messages about JSON that an endpoint does not return, from the history reader and from the serializer.</summary>
public class JsonFaultTests
{
    private const string Tail = """, "page": 1, "has_additional": false}""";

    // Words of the serializer's messages that mean nothing to a caller.
    private static readonly string[] Jargon =
    [
        "System.", "Quay.Client.", "nullability", "annotation", "reader options", "Change the", "could not be converted", "LineNumber",
        "BytePositionInLine", "Path:",
        "deserialization", "JsonSerializer", "JsonReader", "isFinalBlock", "transcode", "ReadOnlySpan", "MaxDepth",
        "maximum configured depth", "IReadOnly",
    ];

    public static TheoryData<string, string> Pages => new()
    {
        { """{"tags": [{"name": "a", "start_ts": "yesterday"}]""" + Tail, "$.tags[0].start_ts: expected a number, got a string." },
        { """{"tags": [{"name": "a", "start_ts": 1.5}]""" + Tail,
            "$.tags[0].start_ts: expected a time in whole seconds since 1970, got a number (1.5)." },
        { """{"tags": [{"name": "a", "start_ts": 999999999999999}]""" + Tail,
            "$.tags[0].start_ts: expected a time in whole seconds since 1970, got a number (999999999999999)." },
        { """{"tags": [{"name": "a", "end_ts": 1e400}]""" + Tail,
            "$.tags[0].end_ts: expected a time in whole seconds since 1970, got a number (1e400)." },
        { """{"tags": [{"name": "a", "end_ts": {}}]""" + Tail, "$.tags[0].end_ts: expected a number, got an object." },
        { """{"tags": [{"name": "a"}, {"name": 7}]""" + Tail, "$.tags[1].name: expected a string, got a number." },
        { """{"tags": [{"name": null}]""" + Tail, "$.tags[0].name: expected a string, got null." },
        { """{"tags": [{"reversion": true}]""" + Tail, "$.tags[0].name: expected a string, got nothing." },
        { """{"tags": [{"name": "a", "reversion": "true"}]""" + Tail, "$.tags[0].reversion: expected true or false, got a string." },
        { """{"tags": [{"name": "a", "reversion": null}]""" + Tail, "$.tags[0].reversion: expected true or false, got null." },
        { """{"tags": [{"name": "a", "size": true}]""" + Tail, "$.tags[0].size: expected a number, got true." },
        { """{"tags": [{"name": "a", "size": 1.5}]""" + Tail,
            "$.tags[0].size: expected a whole number of at most 64 bits, got a number (1.5)." },
        { """{"tags": [{"name": "a", "child_manifests_presence": {"sha256:ab": 1}}]""" + Tail,
            "$.tags[0].child_manifests_presence.sha256:ab: expected true or false, got a number." },
        { """{"tags": [{"name": "a", "child_manifests_presence": []}]""" + Tail,
            "$.tags[0].child_manifests_presence: expected an object, got an array." },
        { """{"tags": [{"name": "a", "child_manifests_presence": {"a.b": 1}}]""" + Tail,
            "$.tags[0].child_manifests_presence['a.b']: expected true or false, got a number." },
        { """{"tags": [{"name": "a"}, null]""" + Tail, "$.tags[1]: expected an object, got null." },
        { """{"tags": ["a"]""" + Tail, "$.tags[0]: expected an object, got a string." },
        { """{"tags": {}""" + Tail, "$.tags: expected an array, got an object." },
        { """{"tags": null""" + Tail, "$.tags: expected an array, got null." },
        { """{"page": 1, "has_additional": false}""", "$.tags: expected an array, got nothing." },
        { """{"tags": [], "has_additional": false}""", "$.page: expected a number, got nothing." },
        { """{"tags": [], "page": 2147483648, "has_additional": false}""",
            "$.page: expected a whole number from -2147483648 to 2147483647, got a number (2147483648)." },
        { """{"tags": [], "page": "1", "has_additional": false}""", "$.page: expected a number, got a string." },
        { """{"tags": [], "page": 1, "has_additional": null}""", "$.has_additional: expected true or false, got null." },
        { """{"tags": [], "\ud800": 1""" + Tail, "$: expected an object of valid Unicode, got an object." },
        { """{"tags": [{"name": "a", "\udc00": 1}]""" + Tail, "$.tags[0]: expected an object of valid Unicode, got an object." },
        { """{"tags": [{"name": "a", "child_manifests_presence": {"\ud800": true}}]""" + Tail,
            "$.tags[0].child_manifests_presence: expected an object of valid Unicode, got an object." },
        { "null", "$: expected an object, got null." },
        { "[]", "$: expected an object, got an array." },
        { "\"Updated\"", "$: expected an object, got a string." },
        { "true", "$: expected an object, got true." },
        { """{"tags": [{"name": "a"},]""" + Tail, "$.tags[1]: expected valid JSON, got ']' (byte 25)." },
        { """{"tags": [],}""", "$: expected valid JSON, got '}' (byte 13)." },
        { """{"tags": [] /* none */""" + Tail, "$: expected valid JSON, got '/' (byte 13)." },
        { """{"tags": [{"name": "a""", "$.tags[0].name: expected valid JSON, got the end of the body." },
        { """{"tags": [{"name": "a"}""", "$.tags[1]: expected valid JSON, got the end of the body." },
        { """{"tags": [], "page": 1, "has_additional": fals""", "$.has_additional: expected valid JSON, got the end of the body." },
        { """{"tags": [], "page": 1, "has_additional": False}""", "$.has_additional: expected valid JSON, got 'F' (byte 43)." },
        { """{"tags": [], "page": 01, "has_additional": false}""", "$.page: expected valid JSON, got '1' (byte 23)." },
        { """{"tags": []""" + Tail + "x", "$: expected valid JSON, got 'x' (byte 49)." },
        { "{\"tags\": [{\"name\": \"a\tb\"}]" + Tail, "$.tags[0].name: expected valid JSON, got 0x09 (byte 22)." },
        { """{"tags": [{"name": "\ud800"}]""" + Tail, "$.tags[0].name: expected a string of valid Unicode, got a string (\"\\ud800\")." },
        { """{"tags": [{"name": "\x"}]""" + Tail, "$.tags[0].name: expected valid JSON, got 'x' (byte 22)." },
        { "{'tags': []" + Tail, "$: expected valid JSON, got ''' (byte 2)." },
        { $$"""{"other": {{new string('[', 70)}}{{new string(']', 70)}}{{Tail}}""",
            "$.other: expected valid JSON, got more than 64 levels of nesting." },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Invalid_history_page_is_reported_with_location_and_expected_and_actual_value(string body, string expected) =>
        AssertMessage(expected, await RejectedAsync(body, client => client.Tags.GetHistory("acme/app").CountAsync().AsTask()));

    [Theory]
    [InlineData("5", "$.last_tag_pull_date: expected a string, got a number.")]
    [InlineData("\"soon\"", "$.last_tag_pull_date: expected a date such as 'Tue, 14 May 2024 14:48:51 -0000', got a string (\"soon\").")]
    public async Task Invalid_date_is_reported_with_location_and_expected_value(string date, string expected) => AssertMessage(
        expected,
        await RejectedAsync(
            $$"""{"tag_name": "a", "tag_pull_count": 1, "last_tag_pull_date": {{date}}}""",
            client => client.Tags.GetPullStatisticsAsync("acme/app", "a")));

    [Fact]
    public async Task Invalid_UTF_8_is_reported_with_its_location()
    {
        byte[] body = [.. "{\"tags\": [{\"name\": \""u8, 0xC3, 0x28, .. "\"}], \"page\": 1, \"has_additional\": false}"u8];

        Exception error = await RejectedAsync(body, client => client.Tags.GetHistory("acme/app").CountAsync().AsTask());

        AssertMessage("$.tags[0].name: expected a string of valid Unicode", error);
    }

    [Fact]
    public async Task Invalid_UTF_8_in_an_unknown_field_name_does_not_hide_another_fault()
    {
        byte[] body = [.. "{\""u8, 0xC3, 0x28, .. "\": 1, \"tags\": [{\"name\": 7}], \"page\": 1, \"has_additional\": false}"u8];

        Exception error = await RejectedAsync(body, client => client.Tags.GetHistory("acme/app").CountAsync().AsTask());

        AssertMessage("$.tags[0].name: expected a string, got a number.", error);
    }

    [Theory]
    [InlineData("""{"namespace": "acme"}""", "$.name: expected a string, got nothing.")]
    [InlineData("""{"namespace": "acme", "name": null}""", "$.name: expected a string, got null.")]
    [InlineData("""{"namespace": "acme", "name": "app", "is_public": null}""", "$.is_public: expected true or false, got null.")]
    [InlineData("""{"namespace": "acme", "name": "app", "tags": {"v1": null}}""", "$.tags.v1: expected an object, got null.")]
    [InlineData("""{"namespace": "acme", "name": "app", "tags": {"v1": {}}}""", "$.tags.v1.name: expected a string, got nothing.")]
    [InlineData(
        """{"namespace": "acme", "name": "app", "stats": [{"date": "soon", "count": 1}]}""",
        "$.stats[0].date: expected a day such as '2026-11-22', got a string (\"soon\").")]
    [InlineData(
        """{"namespace": "acme", "name": "app", "stats": [{"date": "2026-11-22"}]}""", "$.stats[0].count: expected a number, got nothing.")]
    [InlineData("""{"namespace": "acme", "name": "app", "stats": [null]}""", "$.stats[0]: expected an object, got null.")]
    [InlineData(
        """{"namespace": "acme", "name": "app", "tag_expiration_s": "2w"}""", "$.tag_expiration_s: expected a number, got a string.")]
    [InlineData(
        """{"namespace": "acme", "name": "app", "tag_expiration_s": 1e30}""",
        "$.tag_expiration_s: expected a duration in whole seconds, got a number (1e30).")]
    [InlineData("""{"namespace": "acme", "name": "app", "is_public": yes}""", "$.is_public: expected valid JSON, got 'y' (byte 51).")]
    [InlineData("null", "$: expected an object, got null.")]
    [InlineData("{", "$: expected valid JSON, got the end of the body.")]
    public async Task Invalid_repository_JSON_is_reported_with_location_and_expected_value(string body, string expected) =>
        AssertMessage(expected, await RejectedAsync(body, client => client.Repositories.GetAsync("acme/app")));

    [Theory]
    [InlineData("""{"policies": [5]}""", "$.policies[0]: expected an object, got a number.")]
    [InlineData("""{"policies": [null]}""", "$.policies[0]: expected an object, got null.")]
    [InlineData(
        """{"policies": [{"method": "number_of_tags"}]}""",
        "$.policies[0]: expected an auto-prune policy with a method and a value, got an object.")]
    [InlineData(
        """{"policies": [{"method": "number_of_tags", "value": 5, "tagPattern": 5}]}""",
        "$.policies[0]: expected an auto-prune policy whose tagPattern is a string, got an object.")]
    public async Task Invalid_policy_JSON_is_reported_with_location_and_expected_value(string body, string expected) =>
        AssertMessage(expected, await RejectedAsync(body, client => client.Policies.AutoPrune.ListAsync("acme/app")));

    [Theory]
    [InlineData("""{"logs": [{"kind": "a"}]}""", "$.logs[0].datetime: expected a string, got nothing.")]
    [InlineData("""{"logs": [{"kind": "a", "datetime": null}]}""", "$.logs[0].datetime: expected a string, got null.")]
    [InlineData(
        """{"logs": [{"kind": "a", "datetime": "Tue, 14 May 2024 14:48:51 -0000"}, null]}""", "$.logs[1]: expected an object, got null.")]
    public async Task Invalid_usage_log_JSON_is_reported_with_location_and_expected_value(string body, string expected) =>
        AssertMessage(expected, await RejectedAsync(body, client => client.Repositories.GetLogs("acme/app").CountAsync().AsTask()));

    [Fact]
    public void Invalid_manifest_JSON_is_reported_with_location_and_expected_value()
    {
        var manifest = new Manifest { Digest = "sha256:ab", ManifestData = "{\"layers\": [1,]}" };

        AssertMessage("$: expected valid JSON, got ']' (byte 15).", Assert.Throws<JsonException>(() => manifest.ReadData()));
    }

    [Fact]
    public async Task Token_with_a_JSON_escape_is_redacted_in_the_reported_value()
    {
        const string Token = "canaryTokenWithFortyCharacters0123456789";
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Json(
            $$"""{"namespace": "acme", "name": "app", "stats": [{"date": "\u0063{{Token[1..]}}", "count": 1}]}"""));
        using var client =
            new QuayClient(new QuayClientOptions { Endpoint = new Uri("https://quay.test/"), Token = Token, MaxRetries = 0 }, handler);

        var error = await Assert.ThrowsAsync<QuayResponseException>(() => client.Repositories.GetAsync("acme/app"));

        AssertMessage("$.stats[0].date: expected a day such as '2026-11-22', got a string (\"[token]\").", error);
    }

    [Fact]
    public async Task Byte_order_mark_does_not_shift_the_reported_location() =>
        AssertMessage("$.name: expected a string, got nothing.", await RejectedAsync(
            "\ufeff{\"namespace\": \"acme\"}", client => client.Repositories.GetAsync("acme/app")));

    [Fact]
    public void Corrupted_page_is_always_reported_with_location_and_expected_and_actual_value()
    {
        byte[] page = RecordedExchange.Load("tags-list-manifestlist").Body;
        Gen.Select(Gen.Int[0, page.Length - 1], Gen.Int[0, 2], Gen.Byte).Sample((at, kind, letter) =>
        {
            List<byte> changed = [.. page];
            switch (kind)
            {
                case 0: changed[at] = letter; break;
                case 1: changed.RemoveRange(at, Math.Min(letter, changed.Count - at)); break;
                default: changed.Insert(at, letter); break;
            }

            byte[] body = [.. changed];
            try
            {
                JsonSerializer.Deserialize(body, QuayJsonContext.Default.TagHistoryPage);
            }
            catch (JsonException fault)
            {
                string message = JsonFault.Describe(body, QuayJsonContext.Default.TagHistoryPage, fault).Message;
                Assert.Matches(@"^\$\S*: expected .+, got .+\.$", message);
                Assert.DoesNotContain(Jargon, word => message.Contains(word, StringComparison.Ordinal));
            }
        });
    }

    private static Task<Exception> RejectedAsync(string body, Func<QuayClient, Task> call) =>
        RejectedAsync(Encoding.UTF8.GetBytes(body), call);

    private static async Task<Exception> RejectedAsync(byte[] body, Func<QuayClient, Task> call)
    {
        using var handler = new ScriptedHandler(_ => new HttpResponseMessage
        {
            Content = new ByteArrayContent(body) { Headers = { { "Content-Type", "application/json" } } },
        });
        using var client = new QuayClient(new QuayClientOptions { Endpoint = new Uri("https://quay.test/"), MaxRetries = 0 }, handler);
        return await Assert.ThrowsAsync<QuayResponseException>(() => call(client));
    }

    private static void AssertMessage(string expected, Exception error)
    {
        Assert.True(error.Message.Contains(expected, StringComparison.Ordinal), error.Message);
        for (Exception? fault = error; fault is not null; fault = fault.InnerException)
        {
            Assert.DoesNotContain(Jargon, word => fault.Message.Contains(word, StringComparison.Ordinal));
        }
    }
}
