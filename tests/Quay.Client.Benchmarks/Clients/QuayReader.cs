using Microsoft.Extensions.DependencyInjection;

namespace Quay.Client.Benchmarks.Clients;

/// <summary>
/// Represents Quay.Client as applications use it: from dependency injection, with retries, time limits, a token and all other defaults.
/// </summary>
internal sealed class QuayReader : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly IQuayClient _client;

    public QuayReader(Uri endpoint, HttpMessageHandler? network = null, int maxConcurrentPages = 1)
    {
        var services = new ServiceCollection();
        IHttpClientBuilder builder = services.AddQuayClient(options =>
        {
            options.Endpoint = endpoint;
            options.Token = "token-of-a-benchmark";
            options.MaxConcurrentPages = maxConcurrentPages;
        });
        if (network is not null)
        {
            builder.ConfigurePrimaryHttpMessageHandler(() => network);
        }

        _services = services.BuildServiceProvider();
        _client = _services.GetRequiredService<IQuayClient>();
    }

    public async Task<long> SumAsync()
    {
        var sum = default(Checksum);
        await foreach (TagHistoryEntry entry in _client.Tags.GetHistory("acme/app"))
        {
            sum.Add(entry.Name, entry.ManifestDigest, Seconds(entry.Start), Seconds(entry.End), entry.Size ?? 0);
        }

        return sum.Value;
    }

    /// <summary>Gets the live memory in bytes after the given number of entries of a list that is still open.</summary>
    public async Task<long> LiveMemoryAfterAsync(int entries)
    {
        await foreach (TagHistoryEntry entry in _client.Tags.GetHistory("acme/app"))
        {
            if (--entries == 0)
            {
                return GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        throw new InvalidOperationException("The list has fewer entries.");
    }

    public void Dispose() => _services.Dispose();

    private static long Seconds(DateTimeOffset? time) => time?.ToUnixTimeSeconds() ?? 0;
}
