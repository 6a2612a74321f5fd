using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Faults;

/// <summary>Tests how each fault changes a response before it is sent.</summary>
public class FaultTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 33, 10, TimeSpan.Zero));
    private readonly Pipeline _quay;
    private int _processed;

    public FaultTests() => _quay = new Pipeline(Process, _clock);

    [Fact]
    public void BadGateway_returns_the_recorded_page_of_a_starting_Quay()
    {
        FakeResponse response = SendWith(Fault.BadGateway);
        Assert.Equal(
            (502, 446, "text/html", "nginx"),
            (response.Status, response.Body.Length, response.Headers["Content-Type"], response.Headers["Server"]));
        Assert.StartsWith("<html>\n  <head>\n    <title>Quay Loading</title>\n", response.Text, StringComparison.Ordinal);
        Assert.EndsWith("  </body>\n</html>\n", response.Text, StringComparison.Ordinal);
        Assert.Equal(0, _processed);
    }

    [Fact]
    public void TooManyRequests_returns_nginxs_page_without_Retry_After()
    {
        FakeResponse response = SendWith(Fault.TooManyRequests());
        Assert.Equal((429, "text/html"), (response.Status, response.Headers["Content-Type"]));
        Assert.Equal(
            "<html>\r\n<head><title>429 Too Many Requests</title></head>\r\n<body>\r\n<center><h1>429 Too Many Requests</h1></center>\r\n"
            + "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
            response.Text);
        Assert.DoesNotContain("Retry-After", response.Headers.Keys);
        Assert.Equal(0, _processed);
    }

    [Fact]
    public void TooManyRequests_sends_Retry_After_in_seconds_or_as_a_date()
    {
        Assert.Equal("3", SendWith(Fault.TooManyRequests(TimeSpan.FromSeconds(2.1))).Headers["Retry-After"]);
        DateTimeOffset later = _clock.GetUtcNow().AddSeconds(30).ToOffset(TimeSpan.FromHours(5));
        Assert.Equal("Mon, 23 Nov 2026 12:33:40 GMT", SendWith(Fault.TooManyRequests(later)).Headers["Retry-After"]);
    }

    [Fact]
    public void ServiceUnavailable_and_GatewayTimeout_return_nginxs_pages()
    {
        Assert.Contains("<h1>503 Service Temporarily Unavailable</h1>", SendWith(Fault.ServiceUnavailable).Text, StringComparison.Ordinal);
        Assert.Contains("<h1>504 Gateway Time-out</h1>", SendWith(Fault.GatewayTimeout).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Redirect_sends_its_location_unchanged()
    {
        FakeResponse response = SendWith(Fault.Redirect(new Uri("https://other.example/a%2Fb?q"), 307));
        Assert.Equal((307, "https://other.example/a%2Fb?q"), (response.Status, response.Headers["Location"]));
        Assert.Equal(
            (302, "/login"),
            (SendWith(Fault.Redirect(new Uri("/login", UriKind.Relative))).Status, _quay.Requests[1].Response!.Headers["Location"]));
    }

    [Theory]
    [InlineData(302, "302 Found")]
    [InlineData(308, "308 Permanent Redirect")]
    public void Redirect_page_has_the_title_of_its_status(int status, string title) =>
        Assert.Contains(
            $"<title>{title}</title>", SendWith(Fault.Redirect(new Uri("https://other.example/"), status)).Text, StringComparison.Ordinal);

    [Fact]
    public void Html_returns_an_HTML_page_with_200()
    {
        FakeResponse response = SendWith(Fault.Html);
        Assert.Equal((200, "text/html"), (response.Status, response.Headers["Content-Type"]));
        Assert.StartsWith("<!DOCTYPE html>", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Status_and_Response_return_any_response_without_Quay()
    {
        Assert.Equal((418, "short", "text/plain"), Shape(SendWith(Fault.Status(418, "short", "text/plain"))));
        Assert.Equal("v", SendWith(Fault.Response(TestMessages.JsonResponse.With("X-Any", "v"))).Headers["X-Any"]);
        Assert.Equal(0, _processed);
    }

    [Fact]
    public void TruncatedJson_and_BrokenJson_keep_the_content_type()
    {
        Assert.Equal((200, """{"work": 1""", "application/json"), Shape(SendWith(Fault.TruncatedJson)));
        Assert.Equal((200, """{"tags": [}""", "application/json"), Shape(SendWith(Fault.BrokenJson)));
        Assert.Equal(2, _processed);
    }

    [Fact]
    public void ContentType_replaces_or_removes_the_content_type()
    {
        Assert.Equal((200, BodyOf(1), "text/plain"), Shape(SendWith(Fault.ContentType("text/plain"))));
        Assert.DoesNotContain("Content-Type", SendWith(Fault.ContentType(null)).Headers.Keys);
    }

    [Fact]
    public void PreviousResponse_repeats_the_last_complete_response_without_Quay()
    {
        SendWith(Fault.None);
        SendWith(Fault.LostResponse);
        Assert.Equal(BodyOf(1), SendWith(Fault.PreviousResponse).Text);
        Assert.Equal(2, _processed);
    }

    [Fact]
    public void PreviousResponse_stays_pending_if_there_is_no_previous_response()
    {
        Assert.Equal(BodyOf(1), SendWith(Fault.PreviousResponse).Text);
        Assert.Equal(1, _quay.Faults.PendingCount);
    }

    [Fact]
    public void AppliedTwice_returns_the_second_response()
    {
        Assert.Equal(BodyOf(2), SendWith(Fault.AppliedTwice).Text);
        Assert.Single(_quay.Requests);
    }

    [Fact]
    public void LostResponse_lets_Quay_process_the_request_and_Cut_does_not()
    {
        Assert.Equal((ResponseEnding.Cut, -1), (SendWith(Fault.Cut).Ending, _quay.Requests[0].Response!.SentBytes));
        Assert.Equal(0, _processed);
        Assert.Equal((ResponseEnding.Cut, -1), (SendWith(Fault.LostResponse).Ending, _quay.Requests[1].Response!.SentBytes));
        Assert.Equal(1, _processed);
        Assert.Equal(
            ["1. GET /a: no response, cut before the status line", "2. GET /a: 200, 20 bytes, cut before the status line"],
            _quay.Requests.Select(exchange => exchange.ToString()));
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(1000, 19)]
    public void CutBody_and_StallBody_never_send_the_whole_body(int? requested, int sent)
    {
        Assert.Equal((ResponseEnding.Cut, sent), (SendWith(Fault.CutBody(requested)).Ending, _quay.Requests[0].Response!.SentBytes));
        Assert.Equal((ResponseEnding.Stall, sent), (SendWith(Fault.StallBody(requested)).Ending, _quay.Requests[1].Response!.SentBytes));
    }

    [Fact]
    public void CutBody_of_a_response_without_a_body_sends_nothing()
    {
        var quay = new Pipeline(_ => new FakeResponse { Status = 204 }, _clock);
        quay.Faults.Next(Fault.CutBody());
        Assert.Equal(-1, quay.Handle(TestMessages.Request("GET /a")).SentBytes);
        _quay.Faults.Next(Fault.CutBody());
        Assert.Equal(-1, _quay.Handle(TestMessages.Request("HEAD /a")).SentBytes);
    }

    [Fact]
    public void Then_applies_several_faults_to_one_response()
    {
        FakeResponse response = SendWith(Fault.BadGateway.Then(Fault.Delay(TimeSpan.FromSeconds(2))).Then(Fault.CutBody(7)));
        Assert.Equal("502, 446 bytes after 2 s, cut after 7 bytes", response.ToString());
    }

    [Fact]
    public void Response_of_a_fault_is_dated_by_the_fakes_clock()
    {
        Assert.Equal("Mon, 23 Nov 2026 12:33:10 GMT", SendWith(Fault.None).Headers["Date"]);
        Assert.Equal("never", SendWith(Fault.Response(TestMessages.JsonResponse.With("date", "never"))).Headers["Date"]);
    }

    private FakeResponse SendWith(Fault fault)
    {
        _quay.Faults.Next(fault);
        return _quay.Handle(TestMessages.Request("GET /a"));
    }

    private FakeResponse Process(FakeRequest request) => FakeResponse.Create(200, BodyOf(++_processed), "application/json");

    private static string BodyOf(int processed) => $$"""{"work": {{processed}}000000000}""";

    private static (int, string, string) Shape(FakeResponse response) =>
        (response.Status, Encoding.UTF8.GetString(response.Body.Span), response.Headers["Content-Type"]);
}
