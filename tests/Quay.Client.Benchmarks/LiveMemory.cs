using System.Globalization;
using Quay.Client.Benchmarks.Clients;

namespace Quay.Client.Benchmarks;

/// <summary>What a list keeps alive while it is read: the same after 1,000,000 rows as after 10,000.</summary>
internal static class LiveMemory
{
    public static async Task RunAsync()
    {
        foreach (int window in (int[])[1, 8])
        {
            long few = await AliveAfterAsync(10_000, window);
            long many = await AliveAfterAsync(1_000_000, window);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"window {window}: {few / 1024} KiB alive after 10,000 rows, {many / 1024} KiB after 1,000,000: {(double)many / few:0.00}"));
        }
    }

    /// <summary>The live memory, in bytes, after so many rows of a list that has more.</summary>
    private static async Task<long> AliveAfterAsync(int rows, int window)
    {
        const int Longer = 20_000;
        using var ours = new Ours(
            new Uri("https://quay.example/"),
            new MemoryNetwork(query => Pages.Page(Pages.Number(query), Longer, names: 0.36, digests: 0.30)),
            window);
        return await ours.AliveAfterAsync(rows);
    }
}
