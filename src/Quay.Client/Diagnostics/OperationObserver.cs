using System.Diagnostics;

namespace Quay.Client;

/// <summary>
/// Creates a span of each operation, and measures its duration. The HTTP requests of the operation are children of the span. Without
/// listeners, nothing is allocated.
/// </summary>
internal sealed class OperationObserver(ClientMetrics metrics, TimeProvider timeProvider)
{
    private static readonly ActivitySource Source = new(ClientDiagnostics.Name, ClientVersion.Value);

    public bool IsObserved => Source.HasListeners() || metrics.OperationDuration.Enabled || metrics.Entries.Enabled;

    // Begins an operation that is one call. It is the current one until the scope is disposed, and ends with the task of the call.
    public OperationScope Begin(string name, string? repository = null, string? tag = null)
    {
        if (!IsObserved)
        {
            return default;
        }

        Activity? caller = Activity.Current;
        return new OperationScope(Start(name, repository, tag), caller);
    }

    // Starts the span, which becomes the current one.
    public ObservedOperation Start(string name, string? repository, string? tag = null) =>
        new(name, metrics, timeProvider, Source.HasListeners() ? StartSpan(name, repository, tag) : null);

    private Activity? StartSpan(string name, string? repository, string? tag)
    {
        // A sampler sees only the attributes that a span starts with.
        List<KeyValuePair<string, object?>> attributes = [.. metrics.Tags()];
        if (!string.IsNullOrEmpty(repository))
        {
            attributes.Add(new("quay.repository", repository));
        }

        if (!string.IsNullOrEmpty(tag))
        {
            attributes.Add(new("quay.tag", tag));
        }

        return Source.StartActivity(name, ActivityKind.Internal, default(ActivityContext), attributes);
    }
}
