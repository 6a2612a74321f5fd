using System.Text;
using System.Text.Json;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Tags;

/// <summary>
/// Verifies history pages in every charset: the history reader and the reader of the other endpoints accept and reject the same bodies.
/// </summary>
[Trait("Speed", "Slow")]
public class CharsetTests
{
    private static readonly Encoding Latin1 = Encoding.Latin1;

    private static readonly string[] Charsets =
    [
        "", "; charset=utf-8", "; charset=UTF-8", "; charset=\"utf-8\"", "; charset=utf8",
        "; charset=us-ascii", "; charset=iso-8859-1", "; charset=latin1",
        "; charset=utf-16", "; charset=utf-16le", "; charset=utf-16be",
        "; charset=\"utf-16\"", "; charset=utf-32", "; charset=utf-7",
        "; charset=no-such-charset",
        "; charset=\"\"", "; charset=", "; charset='utf-8'", "; charset=utf-16; charset=utf-8",
        "; CHARSET=UTF-16", "; boundary=charset", "; foo=bar; charset=utf-16",
    ];

    private static readonly string[] Pages =
    [
        """{"tags": [{"name": "a", "manifest_digest": "sha256:00", "start_ts": 1795436671}], "page": 1, "has_additional": false}""",
        """{"tags": [{"name": "é-日本", "manifest_digest": "ü"}], "page": 1, "has_additional": false}""",
        """{"tags": [{"name": "a", "manifest_digest": "\u00e9\ud83d\ude00"}], "page": 1, "has_additional": false}""",
        """{"tags": [{"name": "a", "new_é": {"ü": "日"}, "child_manifests_presence": {"é": true}}]"""
            + """, "page": 1, "has_additional": false, "é": 1}""",
        """{"tags": [], "page": 1, "has_additional": false}""",
        """{"tags": [{"name": "a"}], "page": 1""",
        "null",
        "",
        "<html>é</html>",
    ];

    // Invalid byte sequences, written as Latin-1.
    private static readonly string[] InvalidBytes =
    [
        "\u00ff\u00fe", "\u00ef\u00bb\u00bf", "\u00fe\u00ff", "\u00ff\u00fe\0\0", "\0",
        "{\"tags\": [{\"name\": \"a\u00ff\"}], \"page\": 1, \"has_additional\": false}",
        "{\"tags\": [{\"name\": \"a\", \"manifest_digest\": \"\u00c3\"}], \"page\": 1, \"has_additional\": false}",
        "{\"tags\": [{\"name\": \"a\", \"x\": \"\u00ed\u00a0\u0080\"}], \"page\": 1, \"has_additional\": false}",
        "{\"tags\": [{\"name\": \"a\", \"x\u00ff\": 1}], \"page\": 1, \"has_additional\": false}",
        "{\"tags\": [{\"name\": \"a\", \"child_manifests_presence\": {\"\u00ff\": true}}], \"page\": 1, \"has_additional\": false}",
    ];

    public static TheoryData<string> ContentTypes =>
        [.. Charsets.Select(charset => "application/json" + charset), "text/html; charset=utf-16", "no content type", ";;"];

    [Theory]
    [MemberData(nameof(ContentTypes))]
    public async Task Both_readers_accept_and_reject_the_same_bodies_in_any_charset(string contentType)
    {
        foreach (byte[] body in Bodies())
        {
            var network = new ScriptedHandler(_ => Response(body, contentType));
            using var client = new QuayClient(new QuayClientOptions { Endpoint = new Uri("https://quay.test"), MaxRetries = 0 }, network);

            string expected = await OutcomeAsync(async () => await ReadWithSerializerAsync(network));
            string read = await OutcomeAsync(async () => await client.Tags.GetHistory("acme/app")
                .AsPages()
                .SelectMany(page => page.Items.ToAsyncEnumerable())
                .ToListAsync());

            Assert.True(expected == read, $"{contentType}, {Convert.ToHexString(body)}: expected {expected}, but {read}");
        }
    }

    [Theory]
    [InlineData("utf-16", "é-日本")]
    [InlineData("\"UTF-16BE\"", "é-日本")]
    [InlineData("iso-8859-1", "é")]
    [InlineData("utf-8", "é-日本")]
    public async Task Page_in_another_charset_is_read(string charset, string name)
    {
        byte[] body = Encoding.GetEncoding(charset.Trim('"'))
            .GetBytes($$"""{"tags": [{"name": "{{name}}"}], "page": 1, "has_additional": false}""");
        using var client = new QuayClient(
            new QuayClientOptions { Endpoint = new Uri("https://quay.test") },
            new ScriptedHandler(_ => Response(body, $"application/json; charset={charset}")));

        Assert.Equal(name, (await client.Tags.GetHistory("acme/app").SingleAsync()).Name);
    }

    [Theory]
    [InlineData("no-such-charset")]
    [InlineData("utf-7")]
    public async Task Unknown_charset_throws_QuayResponseException_that_names_the_request(string charset)
    {
        byte[] body = Encoding.UTF8.GetBytes(Pages[0]);
        using var client = new QuayClient(
            new QuayClientOptions { Endpoint = new Uri("https://quay.test") },
            new ScriptedHandler(_ => Response(body, $"application/json; charset={charset}")));

        var error = await Assert.ThrowsAsync<QuayResponseException>(async () => await client.Tags.GetHistory("acme/app").CountAsync());

        Assert.StartsWith("GET https://quay.test/api/v1/repository/acme/app/tag/?limit=100: ", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<QuayResponseException>(() => client.Repositories.GetAsync("acme/app"));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(200)]
    public async Task Error_in_another_charset_is_read_and_its_token_is_redacted(int status)
    {
        byte[] body = Encoding.Unicode.GetBytes("""{"detail": "é canary-token"}""");
        using var client = new QuayClient(
            new QuayClientOptions { Endpoint = new Uri("https://quay.test"), Token = "canary-token" },
            new ScriptedHandler(_ => Response(body, "application/json; charset=utf-16", status)));

        var error = await Assert.ThrowsAnyAsync<QuayException>(async () => await client.Tags.GetHistory("acme/app").CountAsync());

        Assert.Equal("""{"detail": "é [token]"}""", error.ResponseBody);
        Assert.Equal(status == 200 ? null : "é [token]", error.Detail);
    }

    private static IEnumerable<byte[]> Bodies()
    {
        Encoding[] encodings =
        [
            new UTF8Encoding(false),
            new UTF8Encoding(true),
            Latin1,
            new UnicodeEncoding(false, false),
            new UnicodeEncoding(false, true),
            new UnicodeEncoding(true, true),
            Encoding.UTF32,
        ];
        return InvalidBytes.Select(Latin1.GetBytes)
            .Concat(
                encodings.SelectMany(encoding => Pages.Select(page => encoding.GetPreamble().Concat(encoding.GetBytes(page)).ToArray())));
    }

    private static HttpResponseMessage Response(byte[] body, string contentType, int status = 200)
    {
        var response = new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        if (contentType != "no content type")
        {
            response.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return response;
    }

    /// <summary>Reads a page with the reader of the other endpoints.</summary>
    private static async Task<List<TagHistoryEntry>> ReadWithSerializerAsync(ScriptedHandler network)
    {
        using var http = new HttpClient(
            new HandlerChain(new QuayClientOptions { Endpoint = new Uri("https://quay.test"), MaxRetries = 0 }).Over(network));
        using HttpResponseMessage response = await http.GetAsync(new Uri("https://quay.test/api/v1/page"));
        TagHistoryPage? page = await new QuayContentSerializer().FromHttpContentAsync<TagHistoryPage>(response.Content);
        return [.. page!.Tags];
    }

    private static async Task<string> OutcomeAsync(Func<Task<List<TagHistoryEntry>>> read)
    {
        try
        {
            return JsonSerializer.Serialize(await read());
        }
        catch (Exception rejected) when (rejected
            is QuayResponseException or JsonException or InvalidOperationException or NotSupportedException)
        {
            return "rejected";
        }
    }
}
