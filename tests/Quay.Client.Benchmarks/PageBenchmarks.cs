using BenchmarkDotNet.Attributes;
using Quay.Client.Benchmarks.Clients;

namespace Quay.Client.Benchmarks;

/// <summary>Measures in memory with BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public sealed class PageBenchmarks : IDisposable
{
    private static readonly Uri Address = new("https://quay.example/");

    private readonly HttpClient _http = new(new MemoryNetwork(Pages.Usual.ResponseTo)) { BaseAddress = Address };
    private readonly QuayReader _quay = new(Address, new MemoryNetwork(Pages.Usual.ResponseTo));

    /// <summary>Disposes the shared clients.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _http.Dispose();
        _quay.Dispose();
    }

    /// <summary>Runs the baseline.</summary>
    [Benchmark(Baseline = true)]
    public Task<long> HttpClientAndSourceGeneratedJson() => HandWritten.SerializerAsync(_http);

    [Benchmark]
    public Task<long> HandWrittenReader() => HandWritten.ReaderAsync(_http);

    [Benchmark]
    public Task<long> QuayClient() => _quay.SumAsync();
}
