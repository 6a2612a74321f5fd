using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging;

/// <summary>Verifies that the tokens of the method and of the enumerator cancel a list, during a request and between entries.</summary>
public class PagingCancellationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancellation_during_a_page_request_throws_with_the_cancelled_token(bool byMethod)
    {
        using var stop = new CancellationTokenSource();
        using var other = new CancellationTokenSource();
        var quay = new FakeQuay();
        quay.Changes.BeforeRequest(1, stop.Cancel);
        quay.Faults.Always(Fault.Stall);
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            (CancellationToken method, CancellationToken enumerator) = byMethod ? (stop.Token, other.Token) : (other.Token, stop.Token);
            await foreach (TagHistoryEntry entry in client.Tags.GetHistory("acme/app", null, method).WithCancellation(enumerator))
            {
                Assert.Fail("There is no entry.");
            }
        });

        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.Single(quay.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancellation_between_two_entries_of_a_page_throws_before_the_next_entry(bool byMethod)
    {
        using var stop = new CancellationTokenSource();
        using QuayClient client = AcmeApp.WithEntries(count: 2).Quay.CreateClient();
        var read = new List<string>();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            (CancellationToken method, CancellationToken enumerator) =
                byMethod ? (stop.Token, default(CancellationToken)) : (default, stop.Token);
            await foreach (TagHistoryEntry entry in client.Tags.GetHistory("acme/app", null, method).WithCancellation(enumerator))
            {
                read.Add(entry.Name);
                await stop.CancelAsync();
            }
        });

        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.Equal(["tag-1"], read);
    }

    [Fact]
    public async Task Prefetched_page_is_not_returned_after_cancellation()
    {
        using var stop = new CancellationTokenSource();
        using QuayClient client = AcmeApp.WithEntries(count: 20).Quay.CreateClient(maxConcurrentPages: 4);
        var read = new List<int>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            QuayPageable<TagHistoryEntry> history = client.Tags.GetHistory("acme/app", new TagHistoryQuery { PageSize = 2 }, stop.Token);
            await foreach (QuayPage<TagHistoryEntry> page in history.AsPages())
            {
                read.Add(page.Number);
                if (page.Number == 2)
                {
                    await stop.CancelAsync();
                }
            }
        });

        Assert.Equal([1, 2], read);
    }

    [Fact]
    public async Task No_request_is_sent_with_a_token_that_is_already_cancelled()
    {
        var quay = new FakeQuay();
        using QuayClient client = quay.CreateClient();
        var cancelled = new CancellationToken(true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await client.Tags.GetHistory("acme/app", null, cancelled).CountAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.Repositories.GetAsync("acme/app", cancellationToken: cancelled));
        Assert.Empty(quay.Requests);
    }
}
