using Quay.Client.Testing.Tests.Transport;

namespace Quay.Client.Testing.Tests.Traffic;

/// <summary>Tests how routing errors are reported, with and without a strict fake.</summary>
public class StrictTests
{
    [Theory, BothTransports]
    public async Task Fake_that_is_not_strict_responds_and_reports_the_routing_error_later(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport, RespondNotFound, ReportRoutingError);
        Assert.Equal((404, "Quay's own words"), await network.GetAsync("/api/v1/repositry"));
        var error = Assert.Throws<FakeQuayAssertionException>(network.Quay.Requests.AssertNoRoutingErrors);
        Assert.Contains("GET /api/v1/repositry: 404, 16 bytes: No such route.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_of_a_strict_fake_throws_during_the_request()
    {
        await using var network = new FakeNetwork(TransportKind.Handler, RespondNotFound, ReportRoutingError);
        network.Quay.Strict = true;
        var error = await Assert.ThrowsAsync<FakeQuayAssertionException>(() => network.GetAsync("/api/v1/repositry"));
        Assert.Equal("GET /api/v1/repositry: No such route.", error.Message);
        Assert.Equal(404, network.Quay.Requests[0].Response!.Status);
    }

    [Fact]
    public async Task Server_of_a_strict_fake_returns_501_and_throws_when_it_is_disposed()
    {
        var network = new FakeNetwork(TransportKind.Server, RespondNotFound, ReportRoutingError);
        network.Quay.Strict = true;
        Assert.Equal((501, "GET /api/v1/repositry: No such route."), await network.GetAsync("/api/v1/repositry"));
        var error = await Assert.ThrowsAsync<FakeQuayAssertionException>(() => network.DisposeAsync().AsTask());
        Assert.Equal("GET /api/v1/repositry: No such route.", error.Message);
    }

    [Fact]
    public async Task Exception_of_a_change_is_thrown_when_the_server_is_disposed()
    {
        var network = new FakeNetwork(TransportKind.Server);
        network.Quay.Changes.BeforeRequest(1, () => throw new InvalidOperationException("A bug of the test."));
        Assert.Equal((500, "A bug of the test."), await network.GetAsync());
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => network.DisposeAsync().AsTask());
        Assert.Equal("A bug of the test.", error.Message);
    }

    [Theory, BothTransports]
    public async Task Request_without_a_routing_error_passes_a_strict_fake(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        network.Quay.Strict = true;
        Assert.Equal(200, (await network.GetAsync()).Status);
        network.Quay.Requests.AssertNoRoutingErrors();
    }

    [Fact]
    public void Fault_does_not_hide_a_routing_error()
    {
        var quay = new FakeQuay();
        quay.AddRepository("acme/app").Push("v1");
        quay.Faults.InOrder(Fault.BadGateway, Fault.Cut, Fault.PreviousResponse, Fault.None);

        Assert.All(Enumerable.Range(0, 3), _ => Assert.NotNull(quay.Send("DELETE", "acme/app/tgs/v1").RoutingError));
        Assert.Null(quay.Send("GET", "acme/app/tag/").RoutingError);
        Assert.Equal(3, Assert.Throws<FakeQuayAssertionException>(quay.Requests.AssertNoRoutingErrors).Message.Split("nearest").Length - 1);

        quay.Strict = true;
        quay.Faults.Next(Fault.BadGateway);
        Assert.Throws<FakeQuayAssertionException>(() => quay.Send("GET", "acme/app/tags"));
    }

    [Fact]
    public void Repeated_response_does_not_repeat_the_routing_error_of_its_request()
    {
        var quay = new FakeQuay();
        quay.Faults.InOrder(null, Fault.PreviousResponse);

        Assert.NotNull(quay.Send("GET", "acme/app/tags").RoutingError);
        Assert.Null(quay.Send("GET", "acme/app/tag/").RoutingError);
    }

    [Fact]
    public void Routing_error_is_determined_without_processing_the_request()
    {
        var quay = new FakeQuay { Strict = true };
        quay.AddRepository("acme/app").Push("v1");
        quay.Faults.Next(Fault.BadGateway);

        Assert.Null(quay.Send("DELETE", "acme/app").RoutingError);
        Assert.NotNull(quay.FindRepository("acme/app"));
        Assert.Null(quay.Send("DELETE", "acme/app").RoutingError);
        Assert.Null(quay.FindRepository("acme/app"));
    }

    [Theory, BothTransports]
    public async Task Request_to_another_origin_without_a_redirect_is_a_routing_error(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        string otherOrigin = network.OtherOrigin.ToString();
        await network.GetAsync(otherOrigin);

        Assert.Equal(
            $"The request was sent to {otherOrigin.TrimEnd('/')}. This is not the address of the fake, and no response redirected there.",
            network.Quay.Requests[0].Response!.RoutingError);
    }

    [Theory, BothTransports]
    public async Task Request_to_the_target_of_a_redirect_is_no_routing_error(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        network.Quay.Strict = true;
        network.Quay.Faults.InOrder(
            Fault.Redirect(new Uri("/login", UriKind.Relative)),
            Fault.Redirect(new Uri(network.OtherOrigin, "/login")),
            Fault.Redirect(new Uri("/welcome", UriKind.Relative)));
        await network.GetAsync();
        await network.GetAsync("/login");
        await network.GetAsync(new Uri(network.OtherOrigin, "/login").ToString());
        Assert.Equal(404, (await network.GetAsync(new Uri(network.OtherOrigin, "/welcome").ToString())).Status);
        network.Quay.Requests.AssertNoRoutingErrors();
    }

    [Fact]
    public void Redirect_to_one_origin_does_not_permit_requests_to_another()
    {
        var quay = new Pipeline(_ => TestMessages.JsonResponse, TimeProvider.System) { Strict = true };
        quay.Faults.Next(Fault.Redirect(new Uri("https://third.example/")));
        quay.Handle(TestMessages.Request("GET /"));

        Assert.Throws<FakeQuayAssertionException>(() => quay.Handle(TestMessages.RequestToOtherOrigin("/")));
    }

    private static FakeResponse RespondNotFound(FakeRequest request) => FakeResponse.Create(404, "Quay's own words", "text/plain");

    private static string ReportRoutingError(FakeRequest request) => "No such route.";
}
