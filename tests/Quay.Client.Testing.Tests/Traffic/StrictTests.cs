using Quay.Client.Testing.Tests.Transport;
using Quay.Client.Testing.Traffic;

namespace Quay.Client.Testing.Tests.Traffic;

/// <summary>What a fake has against a request.</summary>
public class StrictTests
{
    [Theory, BothCarriers]
    public async Task A_fake_that_is_not_strict_answers_and_remembers(Carrier carrier)
    {
        await using var network = new FakeNetwork(carrier, Complain);
        Assert.Equal((404, "Quay's own words"), await network.GetAsync("/api/v1/repositry"));
        var error = Assert.Throws<FakeQuayAssertionException>(network.Quay.Log.AssertNoComplaints);
        Assert.Contains("GET /api/v1/repositry: 404, 16 bytes: No such route.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_handler_of_a_strict_fake_throws_at_once()
    {
        await using var network = new FakeNetwork(Carrier.Handler, Complain);
        network.Quay.Strict = true;
        var error = await Assert.ThrowsAsync<FakeQuayAssertionException>(() => network.GetAsync("/api/v1/repositry"));
        Assert.Equal("GET /api/v1/repositry: No such route.", error.Message);
        Assert.Equal(404, network.Quay.Log[0].Answer!.Status);
    }

    [Fact]
    public async Task The_server_of_a_strict_fake_answers_501_and_throws_when_it_is_disposed()
    {
        var network = new FakeNetwork(Carrier.Server, Complain);
        network.Quay.Strict = true;
        Assert.Equal((501, "GET /api/v1/repositry: No such route."), await network.GetAsync("/api/v1/repositry"));
        var error = await Assert.ThrowsAsync<FakeQuayAssertionException>(() => network.DisposeAsync().AsTask());
        Assert.Equal("GET /api/v1/repositry: No such route.", error.Message);
    }

    [Fact]
    public async Task What_a_change_throws_is_not_lost_in_the_server()
    {
        var network = new FakeNetwork(Carrier.Server);
        network.Quay.Changes.BeforeRequest(1, () => throw new InvalidOperationException("A bug of the test."));
        Assert.Equal((500, "A bug of the test."), await network.GetAsync());
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => network.DisposeAsync().AsTask());
        Assert.Equal("A bug of the test.", error.Message);
    }

    [Theory, BothCarriers]
    public async Task A_request_without_a_complaint_passes(Carrier carrier)
    {
        await using var network = new FakeNetwork(carrier);
        network.Quay.Strict = true;
        Assert.Equal(200, (await network.GetAsync()).Status);
        network.Quay.Log.AssertNoComplaints();
    }

    private static FakeAnswer Complain(FakeRequest request) =>
        FakeAnswer.Of(404, "Quay's own words", "text/plain") with { Complaint = "No such route." };
}
