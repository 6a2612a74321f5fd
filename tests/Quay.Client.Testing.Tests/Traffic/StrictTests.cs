using Quay.Client.Testing.Tests.Transport;

namespace Quay.Client.Testing.Tests.Traffic;

/// <summary>What a fake has against a request.</summary>
public class StrictTests
{
    [Theory, BothTransports]
    public async Task A_fake_that_is_not_strict_answers_and_remembers(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport, RespondNotFound, ReportRoutingError);
        Assert.Equal((404, "Quay's own words"), await network.GetAsync("/api/v1/repositry"));
        var error = Assert.Throws<FakeQuayAssertionException>(network.Quay.Requests.AssertNoRoutingErrors);
        Assert.Contains("GET /api/v1/repositry: 404, 16 bytes: No such route.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_handler_of_a_strict_fake_throws_at_once()
    {
        await using var network = new FakeNetwork(TransportKind.Handler, RespondNotFound, ReportRoutingError);
        network.Quay.Strict = true;
        var error = await Assert.ThrowsAsync<FakeQuayAssertionException>(() => network.GetAsync("/api/v1/repositry"));
        Assert.Equal("GET /api/v1/repositry: No such route.", error.Message);
        Assert.Equal(404, network.Quay.Requests[0].Response!.Status);
    }

    [Fact]
    public async Task The_server_of_a_strict_fake_answers_501_and_throws_when_it_is_disposed()
    {
        var network = new FakeNetwork(TransportKind.Server, RespondNotFound, ReportRoutingError);
        network.Quay.Strict = true;
        Assert.Equal((501, "GET /api/v1/repositry: No such route."), await network.GetAsync("/api/v1/repositry"));
        var error = await Assert.ThrowsAsync<FakeQuayAssertionException>(() => network.DisposeAsync().AsTask());
        Assert.Equal("GET /api/v1/repositry: No such route.", error.Message);
    }

    [Fact]
    public async Task What_a_change_throws_is_not_lost_in_the_server()
    {
        var network = new FakeNetwork(TransportKind.Server);
        network.Quay.Changes.BeforeRequest(1, () => throw new InvalidOperationException("A bug of the test."));
        Assert.Equal((500, "A bug of the test."), await network.GetAsync());
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => network.DisposeAsync().AsTask());
        Assert.Equal("A bug of the test.", error.Message);
    }

    [Theory, BothTransports]
    public async Task A_request_without_a_complaint_passes(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        network.Quay.Strict = true;
        Assert.Equal(200, (await network.GetAsync()).Status);
        network.Quay.Requests.AssertNoRoutingErrors();
    }

    [Fact]
    public void A_fault_that_answers_does_not_hide_a_complaint()
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
    public void The_answer_of_another_request_does_not_bring_its_complaint_along()
    {
        var quay = new FakeQuay();
        quay.Faults.InOrder(null, Fault.PreviousResponse);

        Assert.NotNull(quay.Send("GET", "acme/app/tags").RoutingError);
        Assert.Null(quay.Send("GET", "acme/app/tag/").RoutingError);
    }

    [Fact]
    public void A_complaint_is_found_without_doing_what_is_asked()
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
    public async Task A_request_to_another_origin_is_one_that_the_fake_was_to_get(TransportKind transport)
    {
        await using var network = new FakeNetwork(transport);
        string otherOrigin = network.OtherOrigin.ToString();
        await network.GetAsync(otherOrigin);

        Assert.Equal(
            $"The request was sent to {otherOrigin.TrimEnd('/')}. This is not the address of the fake, and no response redirected there.",
            network.Quay.Requests[0].Response!.RoutingError);
    }

    [Theory, BothTransports]
    public async Task Where_a_redirect_leads_a_client_may_ask(TransportKind transport)
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
    public void A_redirect_to_one_origin_does_not_lead_to_another()
    {
        var quay = new Pipeline(_ => TestMessages.JsonResponse, TimeProvider.System) { Strict = true };
        quay.Faults.Next(Fault.Redirect(new Uri("https://third.example/")));
        quay.Handle(TestMessages.Request("GET /"));

        Assert.Throws<FakeQuayAssertionException>(() => quay.Handle(TestMessages.RequestToOtherOrigin("/")));
    }

    private static FakeResponse RespondNotFound(FakeRequest request) => FakeResponse.Create(404, "Quay's own words", "text/plain");

    private static string ReportRoutingError(FakeRequest request) => "No such route.";
}
