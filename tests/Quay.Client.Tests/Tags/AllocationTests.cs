using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Quay.Client.Tests.Tags;

/// <summary>What a row costs in memory: exact, unlike time.</summary>
public class AllocationTests
{
    private const int Rows = 100;

    private static readonly DateTimeOffset Newest = DateTimeOffset.FromUnixTimeSeconds(1_795_436_671);

    [Theory]
    [InlineData(30, 155)]
    [InlineData(100, 312)]
    public void A_row_allocates_no_more_than_this(int newOfAHundred, int most)
    {
        byte[][] pages = [.. Enumerable.Range(0, 20).Select(number => Page(number, newOfAHundred))];
        Read(pages);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(pages);
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / (pages.Length * Rows);

        Assert.InRange(each, 70, most);
    }

    /// <summary>
    /// With all that a request costs a hundred rows: dependency injection, retries, time limits,
    /// the token. Half of the names and digests are new.
    /// </summary>
    [Fact]
    public async Task A_row_of_the_whole_client_allocates_no_more_than_this()
    {
        byte[][] pages = [.. Enumerable.Range(0, 40).Select(number => Page(number, newOfAHundred: 50, isLast: number == 39))];
        var services = new ServiceCollection();
        services.AddQuayClient(
            options => (options.Endpoint, options.Token, options.MaxConcurrentPages) = (new("https://quay.test"), "token", 1))
            .ConfigurePrimaryHttpMessageHandler(() => new PagesInMemory(pages));
        await using ServiceProvider provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IQuayClient>();
        await CountAsync(client);

        long least = long.MaxValue;
        for (int measurement = 0; measurement < 3; measurement++)
        {
            int thread = Environment.CurrentManagedThreadId;
            long before = GC.GetAllocatedBytesForCurrentThread();
            int rows = await CountAsync(client);
            long each = (GC.GetAllocatedBytesForCurrentThread() - before) / rows;

            Assert.Equal(pages.Length * Rows, rows);
            // The counters of two threads cannot be subtracted from each other.
            least = thread == Environment.CurrentManagedThreadId ? Math.Min(least, each) : least;
        }

        Assert.InRange(least, 70, 250);
    }

    private static async Task<int> CountAsync(IQuayClient client)
    {
        int rows = 0;
        await foreach (TagHistoryEntry _ in client.Tags.GetHistory("acme/app"))
        {
            rows++;
        }

        return rows;
    }

    private static void Read(byte[][] pages)
    {
        var reader = new TagHistoryReader(() => QuayJsonContext.Default.TagHistoryPage, Rows);
        foreach (byte[] page in pages)
        {
            Assert.NotNull(reader.TryRead(page));
        }
    }

    /// <summary>
    /// A page whose names and digests are on no page before it; of a hundred rows so many differ, the others repeat them.
    /// </summary>
    private static byte[] Page(int number, int newOfAHundred, bool isLast = false)
    {
        var json = new StringBuilder("{\"tags\": [");
        for (int row = 0; row < Rows; row++)
        {
            int text = (number * Rows) + (row % newOfAHundred);
            DateTimeOffset start = Newest.AddSeconds(-(number * Rows) - row);
            json.Append(row == 0 ? "" : ", ").Append(
                CultureInfo.InvariantCulture,
                $$"""
                {"name": "build-{{text:D5}}-rc", "reversion": false, "start_ts": {{start.ToUnixTimeSeconds()}}, "end_ts": 1795436672,
                "manifest_digest": "sha256:{{text:D64}}", "is_manifest_list": false, "size": 1,
                "last_modified": "{{start:ddd, dd MMM yyyy HH:mm:ss}} -0000", "expiration": "Mon, 23 Nov 2026 12:24:32 -0000"}
                """);
        }

        json.Append(CultureInfo.InvariantCulture, $$"""], "page": {{number + 1}}, "has_additional": {{(isLast ? "false" : "true")}}}""");
        return Encoding.UTF8.GetBytes(json.ToString());
    }

    /// <summary>Answers at once and on the same thread, with nothing of its own that grows.</summary>
    private sealed class PagesInMemory(byte[][] pages) : HttpMessageHandler
    {
        private int _asked;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ByteArrayContent(pages[_asked++ % pages.Length]);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            return Task.FromResult(new HttpResponseMessage { Content = content, RequestMessage = request });
        }
    }
}
