using System.Diagnostics;
using System.Globalization;
using Quay.Client.Testing;

namespace Quay.Client.Benchmarks;

/// <summary>Reads a long history from a fake Quay with the rate limits of quay.io's nginx, at several concurrency limits.</summary>
internal static class Limits
{
    private const int EntriesPerPage = 10;

    private static readonly int[] ConcurrentPages = [1, 2, 4, 8, 16, 32];

    public static async Task RunAsync()
    {
        Console.WriteLine("limit, pages, latency                   concurrent   seconds   429 responses");
        await CompareAsync("50 a second, burst 100", perSecond: 50, burst: 100, pages: 400, latencyMs: 20);
        await CompareAsync("50 a second, burst 100", perSecond: 50, burst: 100, pages: 400, latencyMs: 150);
        await CompareAsync("5 a second, burst 25", perSecond: 5, burst: 25, pages: 100, latencyMs: 20);
    }

    private static async Task CompareAsync(string title, double perSecond, int burst, int pages, int latencyMs)
    {
        string[] lines = await Task.WhenAll(
            ConcurrentPages.Select(concurrent => MeasureAsync(perSecond, burst, pages, latencyMs, concurrent)));
        foreach (string line in lines)
        {
            Console.WriteLine($"{$"{title}, {pages}, {latencyMs} ms",-39} {line}");
        }
    }

    private static async Task<string> MeasureAsync(double perSecond, int burst, int pages, int latencyMs, int concurrent)
    {
        var quay = new FakeQuay();
        FakeRepository app = quay.AddRepository("acme/app", isPublic: true);
        DateTimeOffset start = quay.TimeProvider.GetUtcNow().AddDays(-1);
        string digest = app.AddManifest().Digest;
        for (int number = 0; number < pages * EntriesPerPage; number++)
        {
            app.AddEntry($"b{number:D5}", digest, start.AddSeconds(number));
        }

        quay.Faults.Always(Fault.RateLimit(perSecond, burst));
        quay.Faults.Always(Fault.Delay(TimeSpan.FromMilliseconds(latencyMs)));
        using var network = new FakeQuayHandler(quay);
        var options = new QuayClientOptions
        {
            Endpoint = network.Endpoint,
            MaxConcurrentPages = concurrent,
            MaxConcurrentRequests = concurrent,
        };
        using var client = new QuayClient(options, network);
        int read = 0;
        long started = Stopwatch.GetTimestamp();
        string outcome = "";
        try
        {
            await foreach (var _ in client.Tags.GetHistory("acme/app", new() { PageSize = EntriesPerPage }))
            {
                read++;
            }
        }
        catch (QuayRateLimitException)
        {
            outcome = $"   gave up after {read / EntriesPerPage} pages";
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        int rejected = quay.Requests.Count(request => request.Response?.Status == 429);
        return string.Create(CultureInfo.InvariantCulture, $"{concurrent,10}   {seconds,7:0.0}   {rejected,13}{outcome}");
    }
}
