using BenchmarkDotNet.Attributes;
using Quay.Client.Benchmarks.Clients;

namespace Quay.Client.Benchmarks;

/// <summary>The careful figures, in memory.</summary>
[MemoryDiagnoser]
public sealed class PageBenchmarks : IDisposable
{
    private static readonly Uri Address = new("https://quay.example/");

    private readonly HttpClient _http = new(new MemoryNetwork(Pages.Usual.Answer)) { BaseAddress = Address };
    private readonly Ours _ours = new(Address, new MemoryNetwork(Pages.Usual.Answer));

    /// <summary>Frees what the benchmarks share.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _http.Dispose();
        _ours.Dispose();
    }

    /// <summary>What the others are measured by.</summary>
    [Benchmark(Baseline = true)]
    public Task<long> HttpClientAndSourceGeneratedJson() => HandWritten.SerializerAsync(_http);

    [Benchmark]
    public Task<long> HandWrittenReader() => HandWritten.ReaderAsync(_http);

    [Benchmark]
    public Task<long> QuayClient() => _ours.SumAsync();
}
