using Microsoft.Extensions.DependencyInjection;

namespace Quay.Client.Benchmarks.Clients;

/// <summary>
/// Quay.Client as an application has it: from dependency injection, with retries, time limits,
/// a token and everything else that is on by default.
/// </summary>
internal sealed class Ours : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly IQuayClient _client;

    public Ours(Uri endpoint, HttpMessageHandler? network = null, int maxConcurrentPages = 1)
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
        await foreach (TagHistoryEntry row in _client.Tags.GetHistory("acme/app"))
        {
            sum.Add(row.Name, row.ManifestDigest, Seconds(row.Start), Seconds(row.End), row.Size ?? 0);
        }

        return sum.Value;
    }

    /// <summary>The live memory, in bytes, when so many rows were read of a list that is still open.</summary>
    public async Task<long> AliveAfterAsync(int rows)
    {
        await foreach (TagHistoryEntry row in _client.Tags.GetHistory("acme/app"))
        {
            if (--rows == 0)
            {
                return GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        throw new InvalidOperationException("The list has fewer rows.");
    }

    public void Dispose() => _services.Dispose();

    private static long Seconds(DateTimeOffset? time) => time?.ToUnixTimeSeconds() ?? 0;
}
