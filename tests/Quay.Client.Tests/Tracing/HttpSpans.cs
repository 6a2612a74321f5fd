namespace Quay.Client.Tests.Tracing;

/// <summary>Selects how an application collects the spans of HTTP requests.</summary>
public enum HttpSpans
{
    /// <summary>With OpenTelemetry's instrumentation of HttpClient.</summary>
    Instrumented,

    /// <summary>With a listener to .NET's own source.</summary>
    Native,

    /// <summary>Not at all.</summary>
    None,
}
