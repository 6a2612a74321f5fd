using Quay.Client;
using Quay.Client.Testing;
using Xunit;

namespace TestWithFakeQuay;

public class PromoterTests
{
    private readonly FakeQuay _quay = new() { Strict = true };
    private readonly FakeRepository _app;

    public PromoterTests()
    {
        _app = _quay.AddRepository("acme/app");
        _app.Push("prod");
        _app.Push("staging");
    }

    [Fact]
    public async Task Prod_points_at_the_manifest_of_staging()
    {
        await PromoteAsync();
        Assert.Equal(_app.FindTag("staging")!.Digest, _app.FindTag("prod")!.Digest);
    }

    [Fact]
    public async Task Prod_moves_once_if_the_response_is_lost()
    {
        _quay.Faults.When(request => request.Method == "PUT", Fault.LostResponse, times: 1);
        await PromoteAsync();
        Assert.Single(_quay.Requests, exchange => exchange.Request.Method == "PUT");
        _quay.AssertNothingPending();
    }

    [Fact]
    public async Task Prod_stays_where_somebody_else_moved_it_meanwhile()
    {
        _quay.Changes.BeforeRequest(3, () => _app.Push("prod"));
        await Assert.ThrowsAsync<QuayConflictException>(PromoteAsync);
        _quay.Requests.AssertNoWrites();
    }

    private async Task PromoteAsync()
    {
        using var network = new FakeQuayHandler(_quay);
        using var client = new QuayClient(new() { Endpoint = network.Endpoint, Token = _quay.Token, RetryDelay = TimeSpan.Zero }, network);
        await new Promoter(client).PromoteAsync("acme/app", from: "staging", to: "prod");
    }
}

// The code under test.
public sealed class Promoter(IQuayClient quay)
{
    public async Task PromoteAsync(string repository, string from, string to)
    {
        TagHistoryEntry source = await quay.Tags.GetAsync(repository, from);
        TagHistoryEntry seen = await quay.Tags.GetAsync(repository, to);
        await quay.Tags.MoveAsync(repository, to, source.ManifestDigest!, new() { Precondition = TagPrecondition.Unchanged(seen) });
    }
}
