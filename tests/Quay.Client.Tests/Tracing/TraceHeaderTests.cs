using System.Diagnostics;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Tracing;

/// <summary>Changes the propagator of the process, so it does not run concurrently with other tests.</summary>
[Collection(nameof(TraceHeaderTests))]
[CollectionDefinition(nameof(TraceHeaderTests), DisableParallelization = true)]
public class TraceHeaderTests
{
    [Theory]
    [InlineData(HttpSpans.Instrumented)]
    [InlineData(HttpSpans.Native)]
    public async Task Each_attempt_sends_the_id_of_its_span_once(HttpSpans http)
    {
        await using TracedQuay quay = new TracedQuay(http).WithHistory(1);
        quay.Fake.Faults.Next(Fault.ServiceUnavailable);

        await quay.Client.Tags.GetHistory("acme/app").CountAsync();

        Assert.Equal(
            quay.Trace.Spans.Where(span => span.Kind == ActivityKind.Client).Select(span => span.Id),
            quay.Fake.Requests.Select(exchange => exchange.Request.Header("traceparent")));
    }

    [Theory]
    [InlineData(HttpSpans.Native, "b3")]
    [InlineData(HttpSpans.Instrumented, "traceparent")]
    public async Task Resent_request_has_the_fresh_header_of_any_propagator(HttpSpans http, string header)
    {
        await using TracedQuay quay = new TracedQuay(http).WithHistory(1);
        quay.Fake.Faults.Next(Fault.ServiceUnavailable);
        DistributedContextPropagator before = DistributedContextPropagator.Current;

        // OpenTelemetry sets its header itself.
        DistributedContextPropagator.Current = http == HttpSpans.Native
            ? new OneHeader(header)
            : DistributedContextPropagator.CreateNoOutputPropagator();
        try
        {
            await quay.Client.Tags.GetHistory("acme/app").CountAsync();
        }
        finally
        {
            DistributedContextPropagator.Current = before;
        }

        Assert.Equal(
            quay.Trace.Spans.Where(span => span.Kind == ActivityKind.Client).Select(span => span.Id),
            quay.Fake.Requests.Select(exchange => exchange.Request.Header(header)));
    }

    [Fact]
    public async Task Propagator_of_the_application_decides_about_the_headers_even_if_it_is_set_after_the_client_was_created()
    {
        await using TracedQuay quay = new TracedQuay(HttpSpans.Native).WithHistory(1);
        DistributedContextPropagator before = DistributedContextPropagator.Current;
        DistributedContextPropagator.Current = DistributedContextPropagator.CreateNoOutputPropagator();
        try
        {
            await quay.Client.Tags.GetHistory("acme/app").CountAsync();
        }
        finally
        {
            DistributedContextPropagator.Current = before;
        }

        Assert.Null(Assert.Single(quay.Fake.Requests).Request.Header("traceparent"));
        Assert.Contains(quay.Trace.Spans, span => span.DisplayName == "GET /api/v1/repository/{repository}/tag/");
    }

    [Fact]
    public void Propagator_forwards_everything_else()
    {
        var propagator = new AttemptSpan();
        var headers = new Dictionary<string, string> { ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };

        propagator.ExtractTraceIdAndState(headers, Get, out string? id, out string? state);

        Assert.Equal(("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null), (id, state));
        Assert.Null(propagator.ExtractBaggage(headers, Get));
        Assert.Equal(DistributedContextPropagator.Current.Fields, propagator.Fields);

        static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values)
        {
            values = null;
            value = ((Dictionary<string, string>)carrier!).GetValueOrDefault(name);
        }
    }

    [Fact]
    public void Activity_that_is_no_span_of_a_request_is_not_described()
    {
        using var request = new HttpRequestMessage();
        request.Options.Set(new HttpRequestOptionsKey<string>(Refit.HttpRequestMessageOptions.RelativePathTemplate), "/api");
        request.Options.Set(AttemptSpan.ResendCountKey, 1);
        using var other = new Activity("System.Net.Http.HttpRequestOut");

        new AttemptSpan().Inject(other.Start(), request, (_, _, _) => { });

        Assert.Equal("/api", UrlTemplate.Of(request));
        Assert.Empty(other.TagObjects);
        Assert.Equal(other.OperationName, other.DisplayName);
    }

    [Fact]
    public async Task Without_listeners_there_is_no_span_and_no_header()
    {
        await using TracedQuay quay = new TracedQuay().WithHistory(1);
        quay.Trace.Dispose();
        Assert.Null(Activity.Current);

        await quay.Client.Tags.GetHistory("acme/app").CountAsync();

        Assert.Empty(quay.Trace.Spans);
        Assert.Null(Assert.Single(quay.Fake.Requests).Request.Header("traceparent"));
    }

    [Fact]
    public async Task Without_listeners_a_call_allocates_nothing_and_a_list_is_enumerated_directly()
    {
        var observer = new OperationObserver(new ClientMetrics(new Uri("https://quay.example"), meters: null), TimeProvider.System);
        Assert.False(observer.IsObserved);
        var users = new ObservedUserOperations(new Completed(), observer);
        Task<User> before = users.GetCurrentAsync();
        QuayPageable<int> list = QuayPageable.FromItems(1, 2);

        long allocated = GC.GetAllocatedBytesForCurrentThread();
        Task<User> call = users.GetCurrentAsync();
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        Assert.Equal(0, allocated);
        Assert.Same(before, call);
        await using IAsyncEnumerator<QuayPage<int>> direct = list.AsPages().GetAsyncEnumerator();
        await using IAsyncEnumerator<QuayPage<int>> observed = Observed(list).AsPages().GetAsyncEnumerator();
        Assert.Equal(direct.GetType(), observed.GetType());

        QuayPageable<int> Observed(QuayPageable<int> list) => new ObservedPageable<int>(observer, "quay.test", repository: null, list);
    }

    private sealed class OneHeader(string name) : DistributedContextPropagator
    {
        public override IReadOnlyCollection<string> Fields => [name];

        public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) =>
            setter!(carrier, name, activity!.Id!);

        public override void ExtractTraceIdAndState(
            object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
            (traceId, traceState) = (null, null);

        public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
            null;
    }

    private sealed class Completed : IUserOperations
    {
        private readonly Task<User> _user = Task.FromResult(new User { Username = "admin" });

        public Task<User> GetCurrentAsync(CancellationToken cancellationToken = default) => _user;

        public Task<TokenCheck> CheckTokenAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
