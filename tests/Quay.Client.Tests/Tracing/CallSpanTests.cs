using System.Diagnostics;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Tracing;

public class CallSpanTests
{
    [Fact]
    public async Task Span_of_a_failed_call_has_the_type_and_the_message_of_the_exception()
    {
        await using var quay = new TracedQuay(HttpSpans.None);

        QuayException fault = await Assert.ThrowsAsync<QuayNotFoundException>(() => quay.Client.Tags.GetAsync("acme/app", "missing"));

        Activity operation = Assert.Single(quay.Trace.Operations);
        Assert.Equal("quay.tags.get", operation.DisplayName);
        Assert.Equal(ActivityStatusCode.Error, operation.Status);
        Assert.Equal(fault.Message, operation.StatusDescription);
        Assert.Equal(typeof(QuayNotFoundException).FullName, operation.GetTagItem("error.type"));
    }

    [Fact]
    public async Task Span_does_not_have_the_message_of_an_exception_of_the_application()
    {
        await using var quay = new TracedQuay(HttpSpans.None);
        using var client = new QuayClient(
            new QuayClientOptions { Endpoint = quay.Endpoint }, new ScriptedHandler(_ => throw new TimeZoneNotFoundException("secret")));

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => client.Users.GetCurrentAsync());

        Activity operation = Assert.Single(quay.Trace.Operations);
        Assert.Equal(typeof(TimeZoneNotFoundException).FullName, operation.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, operation.Status);
        Assert.Null(operation.StatusDescription);
    }

    [Fact]
    public async Task Span_of_a_cancelled_call_has_an_error()
    {
        await using var quay = new TracedQuay(HttpSpans.None);
        using var cancellation = new CancellationTokenSource();
        quay.Fake.Changes.BeforeRequest(1, cancellation.Cancel);
        quay.Fake.Faults.Next(Fault.Stall);

        Task<Repository> call = quay.Client.Repositories.GetAsync("acme/app", cancellationToken: cancellation.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.True(call.IsCanceled);
        Activity operation = Assert.Single(quay.Trace.Operations);
        Assert.Equal(ActivityStatusCode.Error, operation.Status);
        Assert.EndsWith("CanceledException", (string)operation.GetTagItem("error.type")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_argument_is_still_thrown_before_the_task_and_the_current_activity_is_unchanged()
    {
        await using var quay = new TracedQuay(HttpSpans.None);

        Assert.Throws<ArgumentException>(void () => _ = quay.Client.Tags.DeleteAsync(default, "latest"));
        Assert.Same(quay.Trace.Root, Activity.Current);
        await Assert.ThrowsAsync<ArgumentException>(() => quay.Client.Repositories.GetAsync(default));

        Assert.Same(quay.Trace.Root, Activity.Current);
        Assert.Empty(quay.Fake.Requests);
        Assert.Equal(["_OTHER", "System.ArgumentException"], quay.Trace.Operations.Select(operation => operation.GetTagItem("error.type")));
    }

    [Fact]
    public async Task Current_activity_is_unchanged_while_a_call_runs_and_after_it()
    {
        await using var quay = new TracedQuay(HttpSpans.None);

        Task<Repository> call = quay.Client.Repositories.GetAsync("acme/app");
        Assert.Same(quay.Trace.Root, Activity.Current);
        await call;

        Assert.Same(quay.Trace.Root, Activity.Current);
    }

    [Fact]
    public async Task Parent_of_each_request_of_concurrent_calls_is_the_span_of_its_call()
    {
        await using var quay = new TracedQuay();
        string[] names = [.. Enumerable.Range(0, 32).Select(number => $"acme/app-{number}")];
        foreach (string name in names)
        {
            quay.Fake.AddRepository(name).Push("latest");
        }

        await Task.WhenAll(names.Select(async name =>
        {
            await quay.Client.Tags.GetAsync(name, "latest");
            await quay.Client.Tags.GetHistory(name).CountAsync();
        }));

        Assert.Equal(2 * names.Length, quay.Trace.Operations.Count);
        Assert.All(quay.Trace.Operations, operation =>
        {
            string repository = (string)operation.GetTagItem("quay.repository")!;
            Activity[] attempts = [.. quay.Trace.Spans.Where(span => span.ParentSpanId == operation.SpanId)];
            Assert.NotEmpty(attempts);
            Assert.All(attempts, attempt =>
                Assert.Contains($"/{repository}/", (string)attempt.GetTagItem("url.full")!, StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Span_of_a_policy_names_its_repository_but_no_organization()
    {
        await using var quay = new TracedQuay(HttpSpans.None);

        await Record.ExceptionAsync(() => quay.Client.Policies.AutoPrune.ListAsync("acme/app"));
        await Record.ExceptionAsync(() => quay.Client.Policies.AutoPrune.ListAsync(PolicyScope.Organization("acme")));

        Assert.Equal(["acme/app", null], quay.Trace.Operations.Select(operation => operation.GetTagItem("quay.repository")));
    }

    [Fact]
    public async Task Verification_of_the_token_is_a_child_of_the_call_that_needs_it()
    {
        await using var quay = new TracedQuay();
        quay.App.IsPublic = true;
        FakeToken token = quay.Fake.AddToken("admin", "repo:read");
        using var client = new QuayClient(new QuayClientOptions { Endpoint = quay.Endpoint, Token = token.Value });
        quay.Fake.AddUser("other");
        quay.Fake.AddRepository("other/app", isPublic: true);

        await client.Repositories.GetAsync("other/app");

        Assert.Equal(
            [
                "quay.repositories.get  quay.repository=other/app",
                "  GET /api/v1/repository/{repository}  http.response.status_code=200",
                "  GET /api/v1/repository  http.response.status_code=200",
            ],
            quay.Trace.Tree);
    }
}
