using Quay.Client.Tags;
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
        var handler = new ScriptedHandler(async (_, _, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Watchdog.Limit, token);
            throw new InvalidOperationException("The token of the request was not cancelled.");
        });
        using QuayClient client = handler.CreateClient();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            (CancellationToken method, CancellationToken enumerator) = byMethod ? (stop.Token, other.Token) : (other.Token, stop.Token);
            await foreach (TagHistoryEntry row in client.Tags.GetHistory("acme/app", null, method).WithCancellation(enumerator))
            {
                Assert.Fail("There is no row.");
            }
        });

        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.Single(handler.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Between_two_rows_of_a_page_the_next_one_does_not_come(bool byMethod)
    {
        using var stop = new CancellationTokenSource();
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json("""{"tags": [{"name": "a"}, {"name": "b"}], "page": 1, "has_additional": false}"""));
        using QuayClient client = handler.CreateClient();
        var read = new List<string>();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            (CancellationToken method, CancellationToken enumerator) = byMethod ? (stop.Token, default(CancellationToken)) : (default, stop.Token);
            await foreach (TagHistoryEntry row in client.Tags.GetHistory("acme/app", null, method).WithCancellation(enumerator))
            {
                read.Add(row.Name);
                await stop.CancelAsync();
            }
        });

        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.Equal(["a"], read);
    }

    [Fact]
    public async Task A_token_that_is_cancelled_before_sends_nothing()
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json("{}"));
        using QuayClient client = handler.CreateClient();
        var cancelled = new CancellationToken(true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client.Tags.GetHistory("acme/app", null, cancelled).CountAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Repositories.GetAsync("acme/app", cancellationToken: cancelled));
        Assert.Empty(handler.Asked);
    }
}
