using System.Diagnostics;
using Quay.Client.Testing;
using Quay.Client.Tests.Documentation;

namespace Quay.Client.Tests.Tracing;

public class SpanTreeTests
{
    private const string List = "GET /api/v1/repository/{repository}/tag/";

    [Theory]
    [InlineData(HttpSpans.Instrumented)]
    [InlineData(HttpSpans.Native)]
    public async Task History_under_faults_is_one_span_with_a_child_for_each_attempt(HttpSpans http)
    {
        await using TracedQuay quay = new TracedQuay(http).WithHistory(250);
        quay.Fake.Faults.InOrder(
            Fault.ServiceUnavailable, null, Fault.Cut, Fault.Cut, null, Fault.TooManyRequests(TimeSpan.FromSeconds(1)));
        quay.Fake.Changes.Before(request => request.Target.Contains("page=2", StringComparison.Ordinal), () => quay.App.Push("new"));

        Assert.Equal(250, await quay.Client.Tags.GetHistory("acme/app").CountAsync());

        // The page about traces shows this trace.
        string documented = Assert.Single(CodeBlock.InAllDocuments(), block => block is { File: "tracing.md", Language: "text" }).Text;
        Assert.Equal(documented.Split('\n'), quay.Trace.Tree);
        Assert.All(
            quay.Trace.Spans.Except(quay.Trace.Operations),
            attempt => Assert.EndsWith("/acme/app/tag/?*", (string)attempt.GetTagItem("url.full")!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Move_with_its_reads_is_one_span()
    {
        await using var quay = new TracedQuay();
        string digest = quay.App.Push("1.0").Digest;

        await quay.Client.Tags.MoveAsync("acme/app", "latest", digest);

        Assert.Equal(
            [
                "quay.tags.move  quay.repository=acme/app  quay.tag=latest",
                $"  {List}  http.response.status_code=200",
                "  PUT /api/v1/repository/{repository}/tag/{tag}  http.response.status_code=201",
                $"  {List}  http.response.status_code=200",
            ],
            quay.Trace.Tree);
    }

    [Fact]
    public async Task Spans_name_server_route_and_nothing_else()
    {
        await using var quay = new TracedQuay();
        string digest = quay.App.Push("1.0").Digest;

        await quay.Client.Manifests.GetLabelsAsync("acme/app", digest);

        Activity operation = Assert.Single(quay.Trace.Operations);
        Activity attempt = Assert.Single(quay.Trace.Spans, span => span != operation);
        Assert.Equal(ActivityKind.Internal, operation.Kind);
        Assert.Equal(ActivityKind.Client, attempt.Kind);
        Assert.Equal("/api/v1/repository/{repository}/manifest/{digest}/labels", attempt.GetTagItem("url.template"));
        Assert.Equal(
            [new("server.address", quay.Endpoint.Host), new("server.port", quay.Endpoint.Port), new("quay.repository", "acme/app")],
            operation.TagObjects);
        Assert.Equal(ActivityStatusCode.Unset, operation.Status);
        Assert.Equal(ClientVersion.Value, operation.Source.Version);
    }

    [Fact]
    public async Task Operation_has_a_span_if_HTTP_requests_have_none()
    {
        await using TracedQuay quay = new TracedQuay(HttpSpans.None).WithHistory(1);

        await quay.Client.Tags.GetHistory("acme/app").CountAsync();

        Assert.Equal(["quay.tags.history  quay.entries=1  quay.pages=1  quay.repository=acme/app"], quay.Trace.Tree);
        Assert.Null(Assert.Single(quay.Trace.Spans).GetTagItem("url.template"));
    }

    [Fact]
    public void Request_that_a_handler_of_the_host_sends_again_starts_a_new_count_of_resends()
    {
        using var request = new HttpRequestMessage();
        var options = new QuayClientOptions();
        new CallProgress(request, options).BeginAttempt(isAfterRefusal: false);
        Assert.Empty(request.Options);

        var call = new CallProgress(request, options);
        call.BeginAttempt(isAfterRefusal: false);
        call.BeginAttempt(isAfterRefusal: false);
        new CallProgress(request, options).BeginAttempt(isAfterRefusal: false);

        Assert.True(request.Options.TryGetValue(AttemptSpan.ResendCountKey, out int count));
        Assert.Equal(0, count);
    }
}
