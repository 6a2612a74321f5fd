using System.Globalization;

namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Counts the requests that a list costs.</summary>
/// <param name="Entries">The number of entries of the list.</param>
/// <param name="Window">The maximum number of concurrent requests.</param>
internal sealed record PageCost(int Entries, int Window)
{
    private const int MaxPageSize = 100;

    public int Pages => (Entries + MaxPageSize - 1) / MaxPageSize;

    public int LatencyMs { get; init; }

    public int PushesPerSecond { get; init; }

    public int RemovalsPerSecond { get; init; }

    /// <summary>Reads a list in simulated time, and returns the number of requests.</summary>
    public int CountRequests(int seed = 1)
    {
        var random = new Random(seed);
        var clock = new SimulatedClock();
        var repository = new SimulatedRepository(new ListFilter(), clock);
        for (int i = 0; i < Entries; i++)
        {
            repository.Advance(1000);
            repository.Push(NameOf(i), "sha256:0");
        }

        var scheduler = new TimedScheduler(random, repository, LatencyMs);
        if (PushesPerSecond > 0)
        {
            int pushed = Entries;
            scheduler.Repeat(PushesPerSecond, () => repository.Push(NameOf(pushed++), "sha256:0"));
        }

        if (RemovalsPerSecond > 0)
        {
            var removals = new RandomRemovals(random, repository);
            scheduler.Repeat(RemovalsPerSecond, () => removals.RemoveAdjacent(1));
        }

        using var network = new HeldNetwork(repository, scheduler.Accept) { MaxRequests = 100 + (20 * Pages) };
        using QuayClient client = network.CreateClient(clock);
        Task reading = ReadAsync(client);
        scheduler.RunUntilCompleted(reading);
        reading.GetAwaiter().GetResult();
        return network.Requests.Count;
    }

    private static string NameOf(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task ReadAsync(QuayClient client)
    {
        var query = new TagHistoryQuery { MaxConcurrentPages = Window };
        await foreach (QuayPage<TagHistoryEntry> page in client.Tags.GetHistory("acme/app", query).AsPages().ConfigureAwait(false))
        {
        }
    }
}
