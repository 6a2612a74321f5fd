using System.Diagnostics;
using System.Net.Http.Headers;

namespace Quay.Client;

/// <summary>
/// Describes the spans of HTTP requests. .NET itself creates one for each attempt, named after its method only, and calls the
/// propagator of the network handler right after it. So this propagator adds what only the client knows, and leaves the headers to that of
/// the application.
/// </summary>
internal sealed class AttemptSpan : DistributedContextPropagator
{
    // The request option with the number of earlier attempts. Absent for the first attempt, to save an allocation.
    public static readonly HttpRequestOptionsKey<int> ResendCountKey = new("Quay.Client.ResendCount");

    private const string RequestSource = "System.Net.Http";

    // Replaces a header of the previous attempt, which .NET would keep.
    private static readonly PropagatorSetterCallback Replace = static (carrier, name, value) =>
    {
        HttpRequestHeaders headers = ((HttpRequestMessage)carrier!).Headers;
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    };

    public override IReadOnlyCollection<string> Fields => Current.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (activity is not null && carrier is HttpRequestMessage request)
        {
            if (request.Options.TryGetValue(ResendCountKey, out int resendCount))
            {
                setter = Replace;
            }

            // Without listeners for HTTP spans, this may be another activity or one that is not reported.
            if (activity is { Source.Name: RequestSource, IsAllDataRequested: true })
            {
                Describe(activity, request, resendCount);
            }
        }

        Current.Inject(activity, carrier, setter);
    }

    public override void ExtractTraceIdAndState(
        object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        Current.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
        Current.ExtractBaggage(carrier, getter);

    private static void Describe(Activity attempt, HttpRequestMessage request, int resendCount)
    {
        if (UrlTemplate.Of(request) is { } template)
        {
            attempt.DisplayName = $"{request.Method.Method} {template}";
            attempt.SetTag("url.template", template);
        }

        if (resendCount > 0)
        {
            attempt.SetTag("http.request.resend_count", resendCount);
        }
    }
}
