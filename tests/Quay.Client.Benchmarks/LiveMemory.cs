using System.Globalization;
using Quay.Client.Benchmarks.Clients;

namespace Quay.Client.Benchmarks;

/// <summary>Measures the live memory of a client with an open list, after 10,000 and after 1,000,000 entries.</summary>
internal static class LiveMemory
{
    public static async Task RunAsync()
    {
        await AliveAfterAsync(10_000, concurrentPages: 8);
        foreach (int concurrentPages in (int[])[1, 8])
        {
            long few = await AliveAfterAsync(10_000, concurrentPages);
            long many = await AliveAfterAsync(1_000_000, concurrentPages);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{concurrentPages} concurrent pages: {few / 1024} KiB alive after 10,000 entries, {many / 1024} KiB "
                + $"after 1,000,000: {(double)many / few:0.00}"));
        }
    }

    /// <summary>Gets the increase of the live memory in bytes, after the given number of entries of a longer list.</summary>
    private static async Task<long> AliveAfterAsync(int entries, int concurrentPages)
    {
        const int EntryCount = 2_000_000;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using var quay = new QuayReader(
            new Uri("https://quay.example/"),
            new MemoryNetwork(query => Pages.Page(query, EntryCount, names: 0.36, digests: 0.30)),
            concurrentPages);
        return await quay.LiveMemoryAfterAsync(entries) - before;
    }
}
