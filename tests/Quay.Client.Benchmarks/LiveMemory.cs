using System.Globalization;
using Quay.Client.Benchmarks.Clients;

namespace Quay.Client.Benchmarks;

/// <summary>What a client and a list that is open keep alive, after 10,000 rows and after 1,000,000.</summary>
internal static class LiveMemory
{
    public static async Task RunAsync()
    {
        await AliveAfterAsync(10_000, window: 8);
        foreach (int window in (int[])[1, 8])
        {
            long few = await AliveAfterAsync(10_000, window);
            long many = await AliveAfterAsync(1_000_000, window);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"window {window}: {few / 1024} KiB alive after 10,000 rows, {many / 1024} KiB "
                + $"after 1,000,000: {(double)many / few:0.00}"));
        }
    }

    /// <summary>By how many bytes the live memory is more than before, after so many rows of a list that has more.</summary>
    private static async Task<long> AliveAfterAsync(int rows, int window)
    {
        const int Longer = 20_000;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using var ours = new Ours(
            new Uri("https://quay.example/"),
            new MemoryNetwork(query => Pages.Page(Pages.Number(query), Longer, names: 0.36, digests: 0.30)),
            window);
        return await ours.AliveAfterAsync(rows) - before;
    }
}
