using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Tracing;

/// <summary>Runs the code of the page about traces, with exporters that keep what they get.</summary>
public class HostedTelemetryTests
{
    [Fact]
    public async Task Host_with_OpenTelemetry_exports_spans_and_metrics_of_its_client()
    {
        var quay = new FakeQuay();
        quay.AddRepository("acme/app").Push("latest");
        await using FakeQuayServer server = FakeQuayServer.Start(quay);
        var spans = new SpanList(span => Equals(span.GetTagItem("server.port"), server.Endpoint.Port));
        List<Metric> metrics = [];
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Quay:Endpoint"] = server.Endpoint.ToString();
        builder.Configuration["Quay:Token"] = quay.Token;
        builder.Services.AddQuayClient(builder.Configuration.GetSection("Quay"));
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource("Quay.Client").AddHttpClientInstrumentation().AddInMemoryExporter(spans))
            .WithMetrics(meters => meters.AddMeter("Quay.Client").AddInMemoryExporter(metrics));
        using IHost host = builder.Build();
        await host.StartAsync();

        await host.Services.GetRequiredService<IQuayClient>().Tags.GetHistory("acme/app").CountAsync();
        host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Activity operation = Assert.Single(spans.Snapshot(), span => span.Source.Name == "Quay.Client");
        Activity attempt = Assert.Single(spans.Snapshot(), span => span != operation);
        Assert.Equal(operation.SpanId, attempt.ParentSpanId);
        Assert.Equal("GET /api/v1/repository/{repository}/tag/", attempt.DisplayName);
        Assert.Superset(
            new HashSet<string> { "quay.client.operation.duration", "quay.client.entries", "quay.client.requests" },
            metrics.Select(metric => metric.Name).ToHashSet());
    }
}
