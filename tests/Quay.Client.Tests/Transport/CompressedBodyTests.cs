using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Transport;

/// <summary>Verifies bodies that are compressed although the client did not request it.</summary>
[Trait("Speed", "Slow")]
public class CompressedBodyTests
{
    private const string Page = """{"tags": [{"name": "v1"}], "page": 1, "has_additional": false}""";
    private static readonly string Description = string.Join(' ', Enumerable.Range(0, 60).Select(i => i * 7919 % 997));
    private static readonly string Repository = $$"""{"namespace": "acme", "name": "app", "description": "{{Description}}"}""";

    private static readonly Dictionary<string, Func<Stream, Stream>> Codings = new()
    {
        ["gzip"] = stream => new GZipStream(stream, CompressionLevel.Fastest),
        ["GZIP"] = stream => new GZipStream(stream, CompressionLevel.Fastest),
        ["x-gzip"] = stream => new GZipStream(stream, CompressionLevel.Fastest),
        ["identity, gzip"] = stream => new GZipStream(stream, CompressionLevel.Fastest),
        ["deflate"] = stream => new ZLibStream(stream, CompressionLevel.Fastest),
        ["Deflate"] = stream => new DeflateStream(stream, CompressionLevel.Fastest),
        ["br"] = stream => new BrotliStream(stream, CompressionLevel.Fastest),
        ["identity"] = stream => new BufferedStream(stream),
        [""] = stream => new BufferedStream(stream),
    };

    public static TheoryData<string> All => [.. Codings.Keys];

    public static TheoryData<string> Compressing => ["gzip", "deflate", "Deflate", "br"];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Compressed_response_is_read(string coding)
    {
        using var client = new QuayClient(Options(), new ScriptedHandler(request =>
            Response(Compress(coding, request.RequestUri!.AbsolutePath.EndsWith("/tag/", StringComparison.Ordinal) ? Page : Repository),
                coding)));

        Assert.EndsWith(" 625", (await client.Repositories.GetAsync("acme/app")).Description, StringComparison.Ordinal);
        Assert.Equal("v1", (await client.Tags.GetHistory("acme/app").SingleAsync()).Name);
    }

    [Fact]
    public async Task Gzip_body_of_several_members_is_read()
    {
        byte[] body = [.. Compress("gzip", Repository[..100]), .. Compress("gzip", Repository[100..])];
        using var client = new QuayClient(Options(), new ScriptedHandler(_ => Response(body, "gzip")));

        Assert.Equal("app", (await client.Repositories.GetAsync("acme/app")).Name);
    }

    [Theory]
    [InlineData("the client's handler", false)]
    [InlineData("the host's handler", false)]
    [InlineData("the host's handler", true)]
    public async Task Compressed_response_of_a_server_is_read_with_every_primary_handler(string handler, bool automatically)
    {
        byte[] body = Compress("gzip", Repository);
        await using var server = new RawServer(
            [.. Encoding.ASCII.GetBytes(
                $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body]);
        var services = new ServiceCollection();
        services.AddQuayClient(options => options.Endpoint = server.Address).ConfigurePrimaryHttpMessageHandler(
            () => new SocketsHttpHandler { AutomaticDecompression = automatically ? DecompressionMethods.All : DecompressionMethods.None });
        await using ServiceProvider provider = services.BuildServiceProvider();
        using var own = new QuayClient(new QuayClientOptions { Endpoint = server.Address });
        IQuayClient client = handler == "the client's handler" ? own : provider.GetRequiredService<IQuayClient>();

        Assert.Equal("app", (await client.Repositories.GetAsync("acme/app")).Name);
    }

    [Theory]
    [MemberData(nameof(Compressing))]
    public async Task Compressed_body_truncated_at_any_byte_throws_QuayConnectionException(string coding)
    {
        byte[] whole = Compress(coding, Repository);
        for (int length = 1; length < whole.Length; length++)
        {
            var network = new ScriptedHandler(_ => Response(whole[..length], coding));
            using var client = new QuayClient(Options(retries: 0), network);

            var error = await Assert.ThrowsAsync<QuayConnectionException>(() => client.Repositories.GetAsync("acme/app"));

            Assert.Contains("is damaged or truncated", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Compressing))]
    public async Task Truncated_compressed_response_is_retried(string coding)
    {
        byte[] whole = Compress(coding, Repository);
        var network = new ScriptedHandler((_, attempt, _) => Task.FromResult(Response(attempt < 3 ? whole[..^1] : whole, coding)));
        using var client = new QuayClient(Options(), network);

        Assert.Equal("app", (await client.Repositories.GetAsync("acme/app")).Name);
        Assert.Equal(3, network.Requests.Count);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Damaged_compressed_body_never_yields_different_content(string coding)
    {
        byte[] whole = Compress(coding, Repository);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x21;
            using var client = new QuayClient(Options(retries: 0), new ScriptedHandler(_ => Response(damaged, coding)));

            try
            {
                // Some bytes of the header do not affect the body.
                Repository read = await client.Repositories.GetAsync("acme/app");
                Assert.EndsWith(" 625", read.Description, StringComparison.Ordinal);
            }
            catch (QuayConnectionException)
            {
            }
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Body_that_does_not_match_its_Content_Encoding_throws_QuayConnectionException(string coding)
    {
        using var client =
            new QuayClient(Options(retries: 0), new ScriptedHandler(_ => Response(Encoding.UTF8.GetBytes(Repository), coding)));

        var error = await Assert.ThrowsAsync<QuayConnectionException>(() => client.Repositories.GetAsync("acme/app"));

        Assert.Contains($"The compressed body ({coding}) is damaged or truncated", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("archive", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Compressing))]
    public async Task Decompression_stops_at_the_size_limit(string coding)
    {
        var bomb = new MemoryStream(Compress(coding, new byte[32 * 1024 * 1024]));
        Assert.True(bomb.Length > 100);
        var network = new ScriptedHandler(_ => Response(new StreamContent(bomb), coding));
        using var client = new QuayClient(Options(maxBytes: 10_000), network);

        var error = await Assert.ThrowsAsync<QuayResponseException>(() => client.Repositories.GetAsync("acme/app"));

        Assert.Contains("The body has more than 10000 bytes", error.Message, StringComparison.Ordinal);
        Assert.Single(network.Requests);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Size_limit_counts_decompressed_bytes(string coding)
    {
        byte[] body = Compress(coding, Repository);
        int length = Encoding.UTF8.GetByteCount(Repository);
        using var fitting = new QuayClient(Options(maxBytes: length), new ScriptedHandler(_ => Response(body, coding)));
        using var tooSmall = new QuayClient(Options(maxBytes: length - 1), new ScriptedHandler(_ => Response(body, coding)));

        Assert.Equal("app", (await fitting.Repositories.GetAsync("acme/app")).Name);
        await Assert.ThrowsAsync<QuayResponseException>(() => tooSmall.Repositories.GetAsync("acme/app"));
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("compress")]
    [InlineData("gzip, br")]
    [InlineData("gzip, gzip")]
    [InlineData("canary-token\u001b[31m")]
    public async Task Unsupported_Content_Encoding_throws_QuayResponseException_that_names_it(string coding)
    {
        var network = new ScriptedHandler(_ => Response("x"u8.ToArray(), coding));
        QuayClientOptions options = Options();
        options.Token = "canary-token";
        using var client = new QuayClient(options, network);

        var error = await Assert.ThrowsAsync<QuayResponseException>(() => client.Repositories.GetAsync("acme/app"));

        string shown = coding.StartsWith("canary", StringComparison.Ordinal) ? "[token][31m" : coding;
        Assert.StartsWith(
            $"GET https://quay.test/api/v1/repository/acme/app: the response was 200, but its body is compressed as \"{shown}\"",
            error.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, error.StatusCode);
        Assert.Single(network.Requests);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Response_without_a_body_is_not_decompressed(string coding)
    {
        using var client =
            new HttpClient(new HandlerChain(Options()).Over(new ScriptedHandler(_ => Response([], coding, 204))));

        using HttpResponseMessage response = await client.DeleteAsync(new Uri("https://quay.test/api/v1/x"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("Deflate")]
    [InlineData("br")]
    public async Task Compressed_error_response_is_read(string coding)
    {
        byte[] body = Compress(coding, """{"detail": "No such repository", "error_type": "not_found", "status": 404}""");
        using var client = new QuayClient(Options(), new ScriptedHandler(_ => Response(body, coding, 404)));

        var error = await Assert.ThrowsAsync<QuayNotFoundException>(() => client.Repositories.GetAsync("acme/app"));

        Assert.Equal("No such repository", error.Detail);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Error_with_a_body_that_cannot_be_decompressed_keeps_its_status(string coding)
    {
        using var client = new QuayClient(Options(), new ScriptedHandler(_ => Response("garbage!"u8.ToArray(), coding, 403)));

        var error = await Assert.ThrowsAsync<QuayPermissionException>(() => client.Repositories.GetAsync("acme/app"));

        Assert.Null(error.ResponseBody);
    }

    [Fact]
    public async Task Compressed_error_body_is_truncated_to_16_KiB()
    {
        byte[] body =
            Compress("gzip", Encoding.ASCII.GetBytes("""{"detail": "The reason.", "trace": """ + "\"" + new string('w', 8 * 1024 * 1024)));
        using var client = new QuayClient(Options(), new ScriptedHandler(_ => Response(body, "gzip", 400)));

        var error = await Assert.ThrowsAsync<QuayException>(() => client.Repositories.GetAsync("acme/app"));

        Assert.Equal(("The reason.", 16 * 1024), (error.Detail, error.ResponseBody!.Length));
    }

    private static QuayClientOptions Options(int retries = 3, int maxBytes = 1_000_000) =>
        new() { Endpoint = new Uri("https://quay.test"), MaxRetries = retries, RetryDelay = TimeSpan.Zero, MaxResponseBytes = maxBytes };

    private static byte[] Compress(string coding, string text) => Compress(coding, Encoding.UTF8.GetBytes(text));

    private static byte[] Compress(string coding, byte[] text)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = Codings[coding](compressed))
        {
            stream.Write(text);
        }

        return compressed.ToArray();
    }

    private static HttpResponseMessage Response(byte[] body, string coding, int status = 200) =>
        Response(new ByteArrayContent(body), coding, status);

    private static HttpResponseMessage Response(HttpContent body, string coding, int status = 200)
    {
        body.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        if (coding.Length > 0)
        {
            body.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        }

        return new HttpResponseMessage((HttpStatusCode)status) { Content = body };
    }
}
