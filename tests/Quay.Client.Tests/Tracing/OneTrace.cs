using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Quay.Client.Tests.Tracing;

/// <summary>Records the spans of one trace with OpenTelemetry, as an application does.</summary>
internal sealed class OneTrace : IDisposable
{
    private readonly SpanList _spans;
    private readonly TracerProvider _provider;
    private readonly Activity? _before = Activity.Current;

    public OneTrace(HttpSpans http = HttpSpans.Instrumented)
    {
        // This activity is no span: it only gives the trace its id.
        Root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C);
        Root.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        Root.Start();
        _spans = new SpanList(span => span.TraceId == Root.TraceId);
        TracerProviderBuilder builder = Sdk.CreateTracerProviderBuilder()
            .SetSampler(new AlwaysOnSampler())
            .AddSource("Quay.Client")
            .AddInMemoryExporter(_spans);
        _provider = (http switch
        {
            HttpSpans.Instrumented => builder.AddHttpClientInstrumentation(),
            HttpSpans.Native => builder.AddSource("System.Net.Http"),
            _ => builder,
        }).Build();
    }

    public Activity Root { get; }

    public IReadOnlyList<Activity> Spans => _spans.Snapshot();

    public IReadOnlyList<Activity> Operations => [.. Spans.Where(span => span.Source.Name == "Quay.Client")];

    /// <summary>Gets the spans as lines of text, indented below their parents.</summary>
    public string[] Tree => SpanTree.Of(Spans, Root.SpanId);

    public void Dispose()
    {
        _provider.Dispose();
        Root.Dispose();
        Activity.Current = _before;
    }
}
