using System.Diagnostics;
using System.Globalization;
using Quay.Client.Testing;

namespace Quay.Client.Benchmarks;

/// <summary>A history of many pages, read from the fake Quay with the limits of quay.io's nginx, at several windows.</summary>
internal static class Limits
{
    private const int RowsOfAPage = 10;

    private static readonly int[] Windows = [1, 2, 4, 8, 16, 32];

    public static async Task RunAsync()
    {
        Console.WriteLine("limit, pages, latency                   window   seconds   answers 429");
        await CompareAsync("50 a second, burst 100", perSecond: 50, burst: 100, pages: 400, latencyMs: 20);
        await CompareAsync("50 a second, burst 100", perSecond: 50, burst: 100, pages: 400, latencyMs: 150);
        await CompareAsync("5 a second, burst 25", perSecond: 5, burst: 25, pages: 100, latencyMs: 20);
    }

    private static async Task CompareAsync(string title, double perSecond, int burst, int pages, int latencyMs)
    {
        string[] lines = await Task.WhenAll(Windows.Select(window => MeasureAsync(perSecond, burst, pages, latencyMs, window)));
        foreach (string line in lines)
        {
            Console.WriteLine($"{$"{title}, {pages}, {latencyMs} ms",-39} {line}");
        }
    }

    private static async Task<string> MeasureAsync(double perSecond, int burst, int pages, int latencyMs, int window)
    {
        var quay = new FakeQuay();
        FakeRepository app = quay.AddRepository("acme/app", isPublic: true);
        DateTimeOffset start = quay.TimeProvider.GetUtcNow().AddDays(-1);
        string digest = app.AddManifest().Digest;
        for (int row = 0; row < pages * RowsOfAPage; row++)
        {
            app.AddEntry($"b{row:D5}", digest, start.AddSeconds(row));
        }

        quay.Faults.Always(Fault.RateLimit(perSecond, burst));
        quay.Faults.Always(Fault.Delay(TimeSpan.FromMilliseconds(latencyMs)));
        using var network = new FakeQuayHandler(quay);
        using var client = new QuayClient(new QuayClientOptions { Endpoint = network.Endpoint, MaxConcurrentPages = window }, network);
        int read = 0;
        long began = Stopwatch.GetTimestamp();
        string outcome = "";
        try
        {
            await foreach (var _ in client.Tags.GetHistory("acme/app", new() { PageSize = RowsOfAPage }))
            {
                read++;
            }
        }
        catch (QuayRateLimitException)
        {
            outcome = $"   gave up after {read / RowsOfAPage} pages";
        }

        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        int refused = quay.Requests.Count(request => request.Response?.Status == 429);
        return string.Create(CultureInfo.InvariantCulture, $"{window,6}   {seconds,7:0.0}   {refused,11}{outcome}");
    }
}
