namespace Quay.Client.Testing.Tests.Traffic;

/// <summary>Tests how many requests are kept, and what assertions report about the others.</summary>
public class RequestLogCapacityTests
{
    private readonly Pipeline _quay = new(_ => TestMessages.JsonResponse, TimeProvider.System);

    [Fact]
    public void Log_keeps_the_last_10000_requests()
    {
        SendRequests(10_003);

        Assert.Equal((10_000, 3, 4), (_quay.Requests.Count, _quay.Requests.Dropped, _quay.Requests[0].Request.Number));
        Assert.Equal("GET /10003", _quay.Requests[^1].Request.ToString());
        Assert.NotNull(_quay.Requests[^1].Response);
    }

    [Fact]
    public void Lower_capacity_drops_the_oldest_at_once()
    {
        SendRequests(5);
        _quay.Requests.Capacity = 2;

        Assert.Equal(["GET /4", "GET /5"], _quay.Requests.Select(exchange => exchange.Request.ToString()));
        Assert.Throws<ArgumentOutOfRangeException>(() => _quay.Requests.Capacity = 0);
    }

    [Fact]
    public void Log_keeps_at_most_64_MiB_of_bodies()
    {
        byte[] body = new byte[16 << 20];
        for (int number = 1; number <= 6; number++)
        {
            _quay.Handle(TestMessages.Request($"GET /{number}") with { Body = body });
        }

        Assert.Equal((4, 2, "GET /3"), (_quay.Requests.Count, _quay.Requests.Dropped, _quay.Requests[0].Request.ToString()));

        _quay.Requests.Clear();
        _quay.Handle(TestMessages.Request("GET /large") with { Body = new byte[65 << 20] });
        Assert.Single(_quay.Requests);
    }

    [Fact]
    public async Task Web_interface_pages_of_equal_length_share_an_array()
    {
        var quay = new FakeQuay();
        using var client = new HttpClient(new FakeQuayHandler(quay));

        await client.GetAsync(new Uri("https://quay.test/nothing/here"));
        await client.GetAsync(new Uri("https://quay.test/nothing/else"));

        Assert.Equal(404, quay.Requests[0].Response!.Status);
        Assert.True(quay.Requests[0].Response!.Body.Equals(quay.Requests[1].Response!.Body), "The two responses must share an array.");
    }

    public static TheoryData<string, Action<RequestLog>> Assertions => new()
    {
        { "requests", log => log.AssertRequests("GET /2") },
        { "writes", log => log.AssertNoWrites() },
        { "tokens", log => log.AssertNoTokenSentToOtherOrigins() },
        { "routing errors", log => log.AssertNoRoutingErrors() },
    };

    [Theory]
    [MemberData(nameof(Assertions))]
    public void Assertion_that_needs_a_dropped_request_fails_and_reports_it(string about, Action<RequestLog> assert)
    {
        _quay.Requests.Capacity = 1;
        SendRequests(2);

        var failure = Assert.Throws<FakeQuayAssertionException>(() => assert(_quay.Requests));

        Assert.StartsWith("The log dropped the 1 oldest requests", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(about);
    }

    [Fact]
    public void Assertion_that_fails_on_a_kept_request_reports_the_request()
    {
        _quay.Requests.Capacity = 1;
        SendRequests(1);
        _quay.Handle(TestMessages.Request("PUT /x"));

        Assert.StartsWith(
            "Expected only GET, HEAD and OPTIONS, but received:",
            Assert.Throws<FakeQuayAssertionException>(_quay.Requests.AssertNoWrites).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Cleared_log_keeps_numbering_and_asserts_only_later_requests()
    {
        _quay.Requests.Capacity = 1;
        SendRequests(3);
        _quay.Requests.Clear();
        Assert.Equal((0, 0), (_quay.Requests.Count, _quay.Requests.Dropped));
        _quay.Requests.AssertRequests();

        _quay.Handle(TestMessages.Request("GET /a"));

        _quay.Requests.AssertRequests("GET /a");
        Assert.Equal(4, _quay.Requests[0].Request.Number);
        Assert.Throws<ArgumentOutOfRangeException>(() => _quay.Changes.BeforeRequest(4, () => { }));
        _quay.Changes.BeforeRequest(5, () => { });
    }

    [Fact]
    public void Dropped_redirect_still_permits_the_request_to_another_origin()
    {
        _quay.Requests.Capacity = 1;
        _quay.Faults.Next(Fault.Redirect(new Uri("https://other.example/x")));
        _quay.Handle(TestMessages.Request("GET /a"));

        Assert.Null(_quay.Handle(TestMessages.RequestToOtherOrigin("/x")).RoutingError);
        _quay.Requests.Clear();
        Assert.Null(_quay.Handle(TestMessages.RequestToOtherOrigin("/x")).RoutingError);
    }

    [Fact]
    public void Clearing_the_log_during_a_request_leaves_it_empty()
    {
        _quay.Changes.BeforeEach(_ => _quay.Requests.Clear());
        _quay.Handle(TestMessages.Request("GET /a"));

        Assert.Empty(_quay.Requests);
    }

    private void SendRequests(int count)
    {
        for (int number = 1; number <= count; number++)
        {
            _quay.Handle(TestMessages.Request($"GET /{number}"));
        }
    }
}
