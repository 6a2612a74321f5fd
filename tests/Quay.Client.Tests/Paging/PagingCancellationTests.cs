using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging;

/// <summary>A list ends by the token of the method and by the token of the enumerator, in flight and between rows.</summary>
public class PagingCancellationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_in_flight_ends_and_the_exception_names_the_callers_token(bool byMethod)
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
            await foreach (TagHistoryEntry row in client.Tags.GetHistory("acme/app", null, method).WithCancellation(enumerator))
            {
                Assert.Fail("There is no row.");
            }
        });

        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.Single(quay.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Between_two_rows_of_a_page_the_next_one_does_not_come(bool byMethod)
    {
        using var stop = new CancellationTokenSource();
        using QuayClient client = AcmeApp.Of(rows: 2).Quay.CreateClient();
        var read = new List<string>();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            (CancellationToken method, CancellationToken enumerator) =
                byMethod ? (stop.Token, default(CancellationToken)) : (default, stop.Token);
            await foreach (TagHistoryEntry row in client.Tags.GetHistory("acme/app", null, method).WithCancellation(enumerator))
            {
                read.Add(row.Name);
                await stop.CancelAsync();
            }
        });

        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.Equal(["tag-1"], read);
    }

    [Fact]
    public async Task A_prefetched_page_is_not_returned_after_cancellation()
    {
        using var stop = new CancellationTokenSource();
        using QuayClient client = AcmeApp.Of(rows: 20).Quay.CreateClient(maxConcurrentPages: 4);
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
    public async Task A_token_that_is_cancelled_before_sends_nothing()
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
