namespace Quay.Client.Testing.Tests.Traffic;

public class RequestLogTests
{
    private readonly Pipeline _quay = new(
        request => TestMessages.JsonResponse with { Status = request.Target == "/missing" ? 404 : 200 }, TimeProvider.System);

    [Fact]
    public void Log_contains_each_request_with_its_number_and_response()
    {
        _quay.Handle(TestMessages.Request("GET /a?x=1"));
        _quay.Handle(TestMessages.Request("PUT /missing"));
        Assert.Equal(
            [(1, "GET /a?x=1", 200), (2, "PUT /missing", 404)],
            _quay.Requests.Select(exchange => (exchange.Request.Number, exchange.Request.ToString(), exchange.Response!.Status)));
        Assert.Equal(("/a", "x=1"), (_quay.Requests[0].Request.RawPath, _quay.Requests[0].Request.RawQuery));
        Assert.Equal(2, _quay.Requests.Count);
    }

    [Fact]
    public void Enumeration_of_the_log_is_a_snapshot()
    {
        _quay.Handle(TestMessages.Request("GET /a"));
        foreach (Exchange _ in _quay.Requests)
        {
            _quay.Handle(TestMessages.Request("GET /b"));
        }

        Assert.Equal(2, _quay.Requests.Count);
    }

    [Fact]
    public void Request_that_failed_is_in_the_log_without_a_response()
    {
        var quay = new Pipeline(_ => throw new InvalidOperationException("A bug."), TimeProvider.System);
        Assert.Throws<InvalidOperationException>(() => quay.Handle(TestMessages.Request("GET /a")));
        Assert.Null(Assert.Single(quay.Requests).Response);
    }

    [Fact]
    public void AssertRequests_passes_for_the_same_requests_in_order()
    {
        _quay.Requests.AssertRequests();
        _quay.Handle(TestMessages.Request("GET /a?x=1"));
        _quay.Handle(TestMessages.Request("DELETE /b"));
        _quay.Requests.AssertRequests("GET /a?x=1", "DELETE /b");
    }

    [Theory]
    [InlineData("GET /a", "no further request", "GET /a")]
    [InlineData("GET /a|GET /b", "GET /b", "GET /a|GET /c")]
    [InlineData("GET /a|GET /c", "GET /c", "GET /a")]
    [InlineData("GET /a", "GET /a", "")]
    public void AssertRequests_reports_the_first_difference_and_all_requests(string expected, string differs, string sent)
    {
        foreach (string line in sent.Split('|', StringSplitOptions.RemoveEmptyEntries).Append("HEAD /last"))
        {
            _quay.Handle(TestMessages.Request(line));
        }

        var error = Assert.Throws<FakeQuayAssertionException>(() => _quay.Requests.AssertRequests(expected.Split('|')));
        Assert.Contains($"\n  expected: {differs}\n", error.Message, StringComparison.Ordinal);
        Assert.All(_quay.Requests, exchange => Assert.Contains($"\n  {exchange}", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void AssertRequests_message_has_expected_and_received_request()
    {
        _quay.Handle(TestMessages.Request("GET /a"));
        _quay.Handle(TestMessages.Request("GET /missing"));
        var error = Assert.Throws<FakeQuayAssertionException>(() => _quay.Requests.AssertRequests("GET /a", "GET /b"));
        Assert.Equal(
            """
            Request 2 differs from the expected one.
              expected: GET /b
              received: GET /missing
            Received requests:
              1. GET /a: 200, 23 bytes
              2. GET /missing: 404, 23 bytes
            """,
            error.Message);
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("HEAD", true)]
    [InlineData("OPTIONS", true)]
    [InlineData("PUT", false)]
    [InlineData("POST", false)]
    [InlineData("DELETE", false)]
    [InlineData("PATCH", false)]
    public void AssertNoWrites_fails_for_methods_that_can_change_data(string method, bool reads)
    {
        _quay.Handle(TestMessages.Request($"{method} /a"));
        Exception? error = Record.Exception(_quay.Requests.AssertNoWrites);
        Assert.Equal(reads, error is null);
        Assert.True(reads || error!.Message.Contains($"1. {method} /a: 200, 23 bytes: {method} can change data", StringComparison.Ordinal));
    }
}
