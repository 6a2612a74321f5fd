using System.Diagnostics;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Tracing;

public class ListSpanTests
{
    [Fact]
    public async Task Abandoned_list_ends_its_span_without_an_error()
    {
        await using TracedQuay quay = new TracedQuay(HttpSpans.None).WithHistory(250);

        await foreach (TagHistoryEntry entry in quay.Client.Tags.GetHistory("acme/app"))
        {
            Assert.Empty(quay.Trace.Operations);
            break;
        }

        Assert.Equal(["quay.tags.history  quay.entries=100  quay.pages=1  quay.repository=acme/app"], quay.Trace.Tree);
    }

    [Fact]
    public async Task Requests_that_an_abandoned_list_has_prefetched_end_without_a_fault()
    {
        await using TracedQuay quay = new TracedQuay().WithHistory(1000);
        QuayPageable<TagHistoryEntry> list = quay.Client.Tags.GetHistory("acme/app", new() { MaxConcurrentPages = 8 });

        Assert.Equal(300, await list.Take(300).CountAsync());
        Assert.Equal(1000, await list.CountAsync());

        Assert.Equal(2, quay.Trace.Operations.Count);
        Assert.All(quay.Trace.Operations, operation => Assert.Equal(ActivityStatusCode.Unset, operation.Status));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task All_requests_of_a_list_are_children_of_its_span(int maxConcurrentPages)
    {
        await using TracedQuay quay = new TracedQuay().WithHistory(1000);

        await quay.Client.Tags.GetHistory("acme/app", new() { MaxConcurrentPages = maxConcurrentPages }).CountAsync();

        Activity operation = Assert.Single(quay.Trace.Operations);
        Activity[] attempts = [.. quay.Trace.Spans.Where(span => span != operation)];
        Assert.InRange(attempts.Length, 10, quay.Fake.Requests.Count);
        Assert.All(attempts, attempt => Assert.Equal(operation.SpanId, attempt.ParentSpanId));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Current_activity_of_the_caller_is_unchanged_between_pages(int maxConcurrentPages)
    {
        await using TracedQuay quay = new TracedQuay().WithHistory(1000);
        var query = new TagHistoryQuery { MaxConcurrentPages = maxConcurrentPages };
        int pages = 0;

        IAsyncEnumerator<QuayPage<TagHistoryEntry>> enumerator =
            quay.Client.Tags.GetHistory("acme/app", query).AsPages().GetAsyncEnumerator();
        for (bool hasPage = true; hasPage; pages++)
        {
            using Activity caller = new Activity("caller").Start();
            hasPage = await enumerator.MoveNextAsync();
            Assert.Same(caller, Activity.Current);
        }

        await enumerator.DisposeAsync();

        Assert.Same(quay.Trace.Root, Activity.Current);
        Assert.True(pages > 10, $"Only {pages} pages.");
        Activity operation = Assert.Single(quay.Trace.Operations);
        Assert.All(quay.Trace.Spans.Where(span => span != operation), span => Assert.Equal(operation.SpanId, span.ParentSpanId));
    }

    [Fact]
    public async Task Disposal_restores_no_other_activity_of_the_caller()
    {
        await using TracedQuay quay = new TracedQuay(HttpSpans.None).WithHistory(250);
        IAsyncEnumerator<TagHistoryEntry> enumerator = quay.Client.Tags.GetHistory("acme/app").GetAsyncEnumerator();
        Assert.True(await enumerator.MoveNextAsync());

        using Activity caller = new Activity("caller").Start();
        await enumerator.DisposeAsync();
        await enumerator.DisposeAsync();

        Assert.Same(caller, Activity.Current);
        Assert.Single(quay.Trace.Operations);
    }

    [Fact]
    public async Task Span_of_a_list_whose_disposal_fails_ends()
    {
        await using var quay = new TracedQuay(HttpSpans.None);
        var observer = new OperationObserver(new ClientMetrics(quay.Endpoint, meters: null), quay.Clock);
        var list = new ObservedPageable<int>(observer, "quay.test.list", repository: null, new UndisposableList());
        IAsyncEnumerator<QuayPage<int>> enumerator = list.AsPages().GetAsyncEnumerator();
        Assert.True(await enumerator.MoveNextAsync());

        await Assert.ThrowsAsync<NotSupportedException>(async () => await enumerator.DisposeAsync());

        Assert.Equal(["quay.test.list  quay.entries=1  quay.pages=1"], quay.Trace.Tree);
    }

    [Fact]
    public async Task Each_enumeration_is_a_span_and_a_list_that_is_not_read_has_none()
    {
        await using TracedQuay quay = new TracedQuay(HttpSpans.None).WithHistory(1);
        QuayPageable<TagHistoryEntry> list = quay.Client.Tags.GetHistory("acme/app");
        await list.GetAsyncEnumerator().DisposeAsync();
        Assert.Empty(quay.Trace.Spans);

        await list.CountAsync();
        await list.AsPages().CountAsync();

        Assert.Equal(2, quay.Trace.Operations.Count);
    }

    [Fact]
    public async Task Enumerator_that_is_at_its_end_starts_no_further_span()
    {
        await using TracedQuay quay = new TracedQuay(HttpSpans.None).WithHistory(1);
        await using IAsyncEnumerator<TagHistoryEntry> enumerator = quay.Client.Tags.GetHistory("acme/app").GetAsyncEnumerator();

        Assert.True(await enumerator.MoveNextAsync());
        Assert.False(await enumerator.MoveNextAsync());
        Assert.False(await enumerator.MoveNextAsync());

        Assert.Single(quay.Trace.Spans);
    }

    [Fact]
    public async Task Span_of_a_list_that_fails_has_the_error_and_the_pages_before_it()
    {
        await using TracedQuay quay = new TracedQuay(HttpSpans.None, options => options.MaxRetries = 0).WithHistory(250);
        quay.Fake.Faults.InOrder(null, Fault.BadGateway);

        await Assert.ThrowsAsync<QuayException>(async () => await quay.Client.Tags.GetHistory("acme/app").CountAsync());

        Assert.Equal(
            [
                "quay.tags.history  error.type=Quay.Client.QuayException  quay.entries=100  quay.pages=1  quay.repository=acme/app  Error",
            ],
            quay.Trace.Tree);
    }

    [Fact]
    public async Task Span_of_a_list_that_is_cancelled_during_a_request_has_an_error()
    {
        await using TracedQuay quay = new TracedQuay(HttpSpans.None).WithHistory(250);
        using var cancellation = new CancellationTokenSource();
        quay.Fake.Changes.BeforeRequest(2, cancellation.Cancel);
        quay.Fake.Faults.InOrder(null, Fault.Stall);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await quay.Client.Tags.GetHistory("acme/app").CountAsync(cancellation.Token));

        Activity operation = Assert.Single(quay.Trace.Operations);
        Assert.Equal(ActivityStatusCode.Error, operation.Status);
        Assert.EndsWith("CanceledException", (string)operation.GetTagItem("error.type")!, StringComparison.Ordinal);
        Assert.Null(operation.StatusDescription);
    }

    [Fact]
    public async Task Span_of_a_list_that_is_cancelled_between_requests_has_no_error()
    {
        await using TracedQuay quay = new TracedQuay(HttpSpans.None).WithHistory(250);
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (TagHistoryEntry entry in quay.Client.Tags.GetHistory("acme/app").WithCancellation(cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        });

        Assert.Equal(ActivityStatusCode.Unset, Assert.Single(quay.Trace.Operations).Status);
    }

    private sealed class UndisposableList : QuayPageable<int>
    {
        public override IAsyncEnumerable<QuayPage<int>> AsPages() => new Pages();

        private sealed class Pages : IAsyncEnumerable<QuayPage<int>>, IAsyncEnumerator<QuayPage<int>>
        {
            public QuayPage<int> Current { get; } = new() { Items = [1], Number = 1, HasAdditional = false };

            public IAsyncEnumerator<QuayPage<int>> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

            public ValueTask<bool> MoveNextAsync() => ValueTask.FromResult(true);

            public ValueTask DisposeAsync() => ValueTask.FromException(new NotSupportedException());
        }
    }
}
