using System.Diagnostics;
using System.Globalization;
using Flurl.Http;
using Quay.Client.Benchmarks.Clients;
using RestSharp;

namespace Quay.Client.Benchmarks;

/// <summary>
/// Compares all clients. They run in turn, so that a disturbance of the machine affects all of them. Times are medians; allocations are
/// exact.
/// </summary>
internal static class Peers
{
    // The runtime recompiles hot methods in the background. A measurement before the last tier would include the compiler.
    private const int Warmups = 100;
    private static readonly TimeSpan CompilationTime = TimeSpan.FromMilliseconds(500);

    private static readonly int[] ConcurrentPages = [1, 4, 8, 16];

    public static async Task RunAsync()
    {
        Console.WriteLine(
            $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}. 10,000 entries in 100 pages.");
        var memory = new Uri("https://quay.example/");
        await CompareAsync("in memory", Pages.Usual, 15, InMemory(memory, Pages.Usual));
        await CompareAsync("in memory, everything distinct", Pages.Distinct, 15, InMemory(memory, Pages.Distinct));

        using (PageServer server = PageServer.Start(delayMs: 0))
        {
            await CompareAsync("loopback, one page at a time", Pages.Usual, 15, OverLoopback(server.Address));
        }

        using (PageServer slow = PageServer.Start(delayMs: 20))
        {
            await CompareAsync("loopback, 20 ms a request", Pages.Usual, 3, OverLatency(slow.Address));
        }
    }

    private static List<Contender> InMemory(Uri address, Pages pages)
    {
        HttpClient Http() => new(new MemoryNetwork(pages.ResponseTo)) { BaseAddress = address };
        HttpClient http = Http();
        var flurl = new FlurlClient(Http());
        var rest = new RestClient(Http());
        var quay = new QuayReader(address, new MemoryNetwork(pages.ResponseTo));
        return
        [
            new("b: HttpClient + source-generated JSON", () => HandWritten.SerializerAsync(http)),
            new("transport only", () => HandWritten.TransportAsync(http, pages.Count), IsVerified: false),
            new("hand-written reader", () => HandWritten.ReaderAsync(http)),
            new("Refit, default", () => Libraries.RefitAsync(http)),
            new("Flurl", () => Libraries.FlurlAsync(flurl)),
            new("RestSharp", () => Libraries.RestSharpAsync(rest)),
            new("Quay.Client", quay.SumAsync),
        ];
    }

    private static List<Contender> OverLoopback(Uri address)
    {
        var http = new HttpClient { BaseAddress = address };
        var flurl = new FlurlClient(new HttpClient { BaseAddress = address });
        var rest = new RestClient(new HttpClient { BaseAddress = address });
        var quay = new QuayReader(address);
        return
        [
            new("b: HttpClient + source-generated JSON", () => HandWritten.SerializerAsync(http)),
            new("transport only", () => HandWritten.TransportAsync(http, Pages.Usual.Count), IsVerified: false),
            new("hand-written reader", () => HandWritten.ReaderAsync(http)),
            new("Refit, default", () => Libraries.RefitAsync(http)),
            new("Flurl", () => Libraries.FlurlAsync(flurl)),
            new("RestSharp", () => Libraries.RestSharpAsync(rest)),
            new("Quay.Client", quay.SumAsync),
        ];
    }

    private static List<Contender> OverLatency(Uri address)
    {
        var http = new HttpClient { BaseAddress = address };
        return
        [
            new("b: HttpClient + source-generated JSON", () => HandWritten.SerializerAsync(http)),
            .. ConcurrentPages
                .Select(pages => new Contender(
                    $"Quay.Client, {pages} pages at a time", new QuayReader(address, maxConcurrentPages: pages).SumAsync)),
        ];
    }

    public static async Task CompareAsync(string title, Pages pages, int rounds, List<Contender> contenders)
    {
        long expected = await contenders[0].RunAsync();
        foreach (Contender contender in contenders)
        {
            for (int i = 0; i < (rounds < 5 ? 2 : Warmups); i++)
            {
                long sum = await contender.RunAsync();
                if (contender.IsVerified && sum != expected)
                {
                    throw new InvalidOperationException($"{contender.Name} returned other entries: {sum}, not {expected}.");
                }
            }

            await Task.Delay(CompilationTime);
        }

        // All clients run in each round.
        Dictionary<Contender, List<(TimeSpan Time, TimeSpan Cpu, long Bytes)>> turns =
            contenders.ToDictionary(contender => contender, _ => new List<(TimeSpan, TimeSpan, long)>());
        for (int round = 0; round < rounds; round++)
        {
            // Each round starts with another client, so that none is always first.
            foreach (Contender contender in contenders.Skip(round % contenders.Count).Concat(contenders.Take(round % contenders.Count)))
            {
                GC.Collect();
                long bytes = GC.GetTotalAllocatedBytes(precise: true);
                TimeSpan cpu = Environment.CpuUsage.TotalTime;
                long start = Stopwatch.GetTimestamp();
                await contender.RunAsync();
                TimeSpan time = Stopwatch.GetElapsedTime(start);
                cpu = Environment.CpuUsage.TotalTime - cpu;
                turns[contender].Add((time, cpu, GC.GetTotalAllocatedBytes(precise: true) - bytes));
            }
        }

        Console.WriteLine();
        Console.WriteLine($"{title,-40}   time ÷ b   CPU ÷ b   half of the CPU times   bytes per entry");
        double b = Median(turns[contenders[0]].Select(turn => turn.Time.TotalMilliseconds));
        double cpuOfB = Median(turns[contenders[0]].Select(turn => turn.Cpu.TotalMilliseconds));
        foreach (Contender contender in contenders)
        {
            double time = Median(turns[contender].Select(turn => turn.Time.TotalMilliseconds)) / b;
            double[] cpu = [.. turns[contender].Select(turn => turn.Cpu.TotalMilliseconds / cpuOfB).Order()];
            string half = string.Create(CultureInfo.InvariantCulture, $"{cpu[cpu.Length / 4]:0.00}–{cpu[cpu.Length * 3 / 4]:0.00}");
            double bytes = Median(turns[contender].Select(turn => (double)turn.Bytes)) / pages.EntryCount;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{contender.Name,-40}   {time,8:0.00}   {Median(cpu),7:0.00}   {half,21}   {bytes,15:0}"));
        }
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    public sealed record Contender(string Name, Func<Task<long>> RunAsync, bool IsVerified = true);
}
