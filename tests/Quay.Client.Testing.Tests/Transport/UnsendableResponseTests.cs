namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Answers that no server can send, or sends without a body.</summary>
public class UnsendableResponseTests
{
    [Fact]
    public async Task An_answer_that_cannot_be_sent_is_a_500_and_thrown_when_the_server_is_disposed()
    {
        var network = new FakeNetwork(TransportKind.Server);
        network.Quay.Faults.Next(Fault.Redirect(new Uri("/\u00e4", UriKind.Relative)));
        (int status, string body) = await network.GetAsync();
        Assert.Equal(200, (await network.GetAsync()).Status);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => network.DisposeAsync().AsTask());
        Assert.Equal((500, failure.Message), (status, body));
    }

    [Fact]
    public async Task A_header_that_is_none_is_kept_as_well_when_it_came_by_another_way()
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
    public void A_header_has_no_control_character(string value) =>
        Assert.Throws<ArgumentException>(() => TestMessages.JsonResponse.With("X-Bad", value));

    [Theory, BothTransports]
    public async Task Reset_content_has_none(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        network.Quay.Faults.Next(Fault.Status(205, "text"));
        Assert.Equal((205, ""), await network.GetAsync());
    }
}
