using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Quay.Client.Tests.Tags;

/// <summary>Limits the memory that is allocated per entry; unlike time, it is exact.</summary>
public class AllocationTests
{
    private const int PageSize = 100;

    private static readonly DateTimeOffset Newest = DateTimeOffset.FromUnixTimeSeconds(1_795_436_671);

    [Theory]
    [InlineData(30, 155)]
    [InlineData(100, 312)]
    public void Reading_an_entry_of_a_page_allocates_at_most_the_given_bytes(int distinct, int most)
    {
        byte[][] pages = [.. Enumerable.Range(0, 20).Select(number => Page(number + 1, PageSize, distinct, count: 2000))];
        Read(pages);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(pages);
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / (pages.Length * PageSize);

        Assert.InRange(each, 70, most);
    }

    /// <summary>
    /// Includes the cost of the request, divided by its 100 entries: dependency injection, retries, time limits and the token. Half of the
    /// names and digests are new.
    /// </summary>
    [Fact]
    public async Task Reading_an_entry_through_the_client_allocates_at_most_250_bytes()
    {
        var services = new ServiceCollection();
        services.AddQuayClient(
            options => (options.Endpoint, options.Token, options.MaxConcurrentPages) = (new("https://quay.test"), "token", 1))
            .ConfigurePrimaryHttpMessageHandler(() => new PagesInMemory());
        await using ServiceProvider provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IQuayClient>();
        await CountAsync(client);

        long least = long.MaxValue;
        for (int measurement = 0; measurement < 3; measurement++)
        {
            int thread = Environment.CurrentManagedThreadId;
            long before = GC.GetAllocatedBytesForCurrentThread();
            int entries = await CountAsync(client);
            long each = (GC.GetAllocatedBytesForCurrentThread() - before) / entries;

            Assert.Equal(PagesInMemory.EntryCount, entries);
            // Each thread has its own counter, so a measurement on two threads is discarded.
            least = thread == Environment.CurrentManagedThreadId ? Math.Min(least, each) : least;
        }

        Assert.InRange(least, 70, 250);
    }

    private static async Task<int> CountAsync(IQuayClient client)
    {
        int entries = 0;
        await foreach (TagHistoryEntry _ in client.Tags.GetHistory("acme/app"))
        {
            entries++;
        }

        return entries;
    }

    private static void Read(byte[][] pages)
    {
        var reader = new TagHistoryReader(() => QuayJsonContext.Default.TagHistoryPage);
        foreach (byte[] page in pages)
        {
            Assert.NotNull(reader.TryRead(page, new PageRange(1, PageSize)));
        }
    }

    /// <summary>Creates a page. Of each 100 entries, the given number has a name and a digest that no earlier entry has.</summary>
    private static byte[] Page(int page, int limit, int distinct, int count)
    {
        var json = new StringBuilder("{\"tags\": [");
        int end = Math.Min(count, page * limit);
        for (int entry = (page - 1) * limit; entry < end; entry++)
        {
            int text = entry - (entry % PageSize) + (entry % PageSize % distinct);
            DateTimeOffset start = Newest.AddSeconds(-entry);
            json.Append(entry == (page - 1) * limit ? "" : ", ").Append(
                CultureInfo.InvariantCulture,
                $$"""
                {"name": "build-{{text:D5}}-rc", "reversion": false, "start_ts": {{start.ToUnixTimeSeconds()}}, "end_ts": 1795436672,
                "manifest_digest": "sha256:{{text:D64}}", "is_manifest_list": false, "size": 1,
                "last_modified": "{{start:ddd, dd MMM yyyy HH:mm:ss}} -0000", "expiration": "Mon, 23 Nov 2026 12:24:32 -0000"}
                """);
        }

        json.Append(CultureInfo.InvariantCulture, $$"""], "page": {{page}}, "has_additional": {{(end < count ? "true" : "false")}}}""");
        return Encoding.UTF8.GetBytes(json.ToString());
    }

    /// <summary>Responds synchronously. It creates each response once, so that only the first enumeration allocates them.</summary>
    private sealed class PagesInMemory : HttpMessageHandler
    {
        public const int EntryCount = 4000;

        private readonly Dictionary<string, byte[]> _pages = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string query = request.RequestUri!.Query;
            if (!_pages.TryGetValue(query, out byte[]? page))
            {
                page = Page(Number(query, "page") ?? 1, Number(query, "limit")!.Value, distinct: 50, EntryCount);
                _pages.Add(query, page);
            }

            return Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(page), RequestMessage = request });
        }

        private static int? Number(string query, string parameter) =>
            Regex.Match(query, $@"\b{parameter}=(\d+)") is { Success: true } match
                ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
                : null;
    }
}
