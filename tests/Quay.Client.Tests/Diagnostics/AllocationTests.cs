using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Quay.Client.Tests.Tracing;

namespace Quay.Client.Tests.Diagnostics;

/// <summary>Listeners of other tests would allocate, so these do not run concurrently with them.</summary>
[Collection(nameof(TraceHeaderTests))]
public class AllocationTests
{
    private const int Requests = 50;

    [Fact]
    public void Attempts_and_waits_without_listeners_allocate_nothing()
    {
        using ServiceProvider provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var diagnostics = new ClientDiagnostics(
            new Uri("https://quay.test"), NullLoggerFactory.Instance, provider.GetRequiredService<IMeterFactory>());
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://quay.test/api/v1/repository/acme/app");
        request.Options.Set(new(Refit.HttpRequestMessageOptions.RelativePathTemplate), "/api/v1/repository/{**repository}");
        var fault = new HttpRequestException();
        Report();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Requests; i++)
        {
            Report();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Report()
        {
            diagnostics.RequestCompleted(request, System.Net.HttpStatusCode.OK, TimeSpan.FromMilliseconds(20));
            diagnostics.RequestFailed(request, fault, TimeSpan.FromMilliseconds(20));
            diagnostics.WaitEnded(diagnostics.Metrics.BeginWait(), TimeSpan.FromSeconds(1));
            diagnostics.Metrics.RecordRate(2);
            diagnostics.TokenAccepted("token");
        }
    }

    [Fact]
    public async Task Request_of_a_client_without_listeners_allocates_less_than_with_listeners()
    {
        long without = await LeastAsync(loggers: null, listens: false);
        using ILoggerFactory nothing = LoggerFactory.Create(_ => { });
        long unheard = await LeastAsync(nothing, listens: false);
        long with = await LeastAsync(loggers: null, listens: true);

        // A measurement can include a pooled object that is created again, but not for each request.
        Assert.InRange(unheard, without - 100, without + 100);
        Assert.True(with > without + 100, $"{with} bytes with listeners, {without} without.");
    }

    /// <summary>Gets the bytes that one request allocates, for the least of several measurements.</summary>
    private static async Task<long> LeastAsync(ILoggerFactory? loggers, bool listens)
    {
        using ServiceProvider provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = provider.GetRequiredService<IMeterFactory>();
        using MeasurementRecorder? recorder = listens ? new MeasurementRecorder("quay.test", meters) : null;
        using var chain = new HandlerChain(new QuayClientOptions { Endpoint = new Uri("https://quay.test") }, loggers, meters);
        using var http = new HttpClient(chain.Over(new OneResponse()));
        chain.Configure(http);
        using var client = new QuayClient(http, chain);
        await client.Repositories.GetAsync("acme/app");

        long least = long.MaxValue;
        for (int measurement = 0; measurement < 5; measurement++)
        {
            int thread = Environment.CurrentManagedThreadId;
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Requests; i++)
            {
                await client.Repositories.GetAsync("acme/app");
            }

            // Each thread has its own counter, so a measurement on two threads is discarded.
            long each = (GC.GetAllocatedBytesForCurrentThread() - before) / Requests;
            least = thread == Environment.CurrentManagedThreadId ? Math.Min(least, each) : least;
        }

        return least;
    }

    private sealed class OneResponse : HttpMessageHandler
    {
        private readonly byte[] _body = """{"namespace": "acme", "name": "app"}"""u8.ToArray();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(_body), RequestMessage = request });
    }
}
