namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Tests responses that no server can send, or that are sent without a body.</summary>
public class UnsendableResponseTests
{
    [Fact]
    public async Task Unsendable_header_returns_500_and_throws_on_disposal()
    {
        var network = new FakeNetwork(TransportKind.Server);
        network.Quay.Faults.Next(Fault.Redirect(new Uri("/\u00e4", UriKind.Relative)));
        (int status, string body) = await network.GetAsync();
        Assert.Equal(200, (await network.GetAsync()).Status);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => network.DisposeAsync().AsTask());
        Assert.Equal((500, failure.Message), (status, body));
    }

    [Fact]
    public async Task Invalid_header_set_without_With_returns_500_and_throws_on_disposal()
    {
        var network = new FakeNetwork(TransportKind.Server);
        var headers = new Dictionary<string, string> { ["X-Bad"] = "a\nb" };
        network.Quay.Faults.Next(Fault.Response(TestMessages.JsonResponse with { Headers = headers }));
        Assert.Equal(500, (await network.GetAsync()).Status);
        await Assert.ThrowsAsync<InvalidOperationException>(() => network.DisposeAsync().AsTask());
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\r")]
    [InlineData("\0")]
    public void With_rejects_control_characters_in_a_header(string value) =>
        Assert.Throws<ArgumentException>(() => TestMessages.JsonResponse.With("X-Bad", value));

    [Theory, BothTransports]
    public async Task Response_205_is_sent_without_its_body(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        network.Quay.Faults.Next(Fault.Status(205, "text"));
        Assert.Equal((205, ""), await network.GetAsync());
    }
}
