using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Faults;

/// <summary>What each fault makes of an answer, before it travels.</summary>
public class FaultTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 33, 10, TimeSpan.Zero));
    private readonly Pipeline _quay;
    private int _worked;

    public FaultTests() => _quay = new Pipeline(Work, _clock);

    [Fact]
    public void The_page_of_a_loading_Quay_is_the_recorded_one()
    {
        FakeResponse response = Meet(Fault.BadGateway);
        Assert.Equal(
            (502, 446, "text/html", "nginx"),
            (response.Status, response.Body.Length, response.Headers["Content-Type"], response.Headers["Server"]));
        Assert.StartsWith("<html>\n  <head>\n    <title>Quay Loading</title>\n", response.Text, StringComparison.Ordinal);
        Assert.EndsWith("  </body>\n</html>\n", response.Text, StringComparison.Ordinal);
        Assert.Equal(0, _worked);
    }

    [Fact]
    public void Too_many_requests_are_nginxs_page_without_a_time()
    {
        FakeResponse response = Meet(Fault.TooManyRequests());
        Assert.Equal((429, "text/html"), (response.Status, response.Headers["Content-Type"]));
        Assert.Equal(
            "<html>\r\n<head><title>429 Too Many Requests</title></head>\r\n<body>\r\n<center><h1>429 Too Many Requests</h1></center>\r\n"
            + "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
            response.Text);
        Assert.DoesNotContain("Retry-After", response.Headers.Keys);
        Assert.Equal(0, _worked);
    }

    [Fact]
    public void A_time_to_retry_is_in_seconds_or_a_date()
    {
        Assert.Equal("3", Meet(Fault.TooManyRequests(TimeSpan.FromSeconds(2.1))).Headers["Retry-After"]);
        DateTimeOffset later = _clock.GetUtcNow().AddSeconds(30).ToOffset(TimeSpan.FromHours(5));
        Assert.Equal("Mon, 23 Nov 2026 12:33:40 GMT", Meet(Fault.TooManyRequests(later)).Headers["Retry-After"]);
    }

    [Fact]
    public void Nginx_has_pages_for_other_failures()
    {
        Assert.Contains("<h1>503 Service Temporarily Unavailable</h1>", Meet(Fault.ServiceUnavailable).Text, StringComparison.Ordinal);
        Assert.Contains("<h1>504 Gateway Time-out</h1>", Meet(Fault.GatewayTimeout).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_redirect_names_its_target_as_it_was_written()
    {
        FakeResponse response = Meet(Fault.Redirect(new Uri("https://other.example/a%2Fb?q"), 307));
        Assert.Equal((307, "https://other.example/a%2Fb?q"), (response.Status, response.Headers["Location"]));
        Assert.Equal(
            (302, "/login"),
            (Meet(Fault.Redirect(new Uri("/login", UriKind.Relative))).Status, _quay.Requests[1].Response!.Headers["Location"]));
    }

    [Theory]
    [InlineData(302, "302 Found")]
    [InlineData(308, "308 Permanent Redirect")]
    public void A_redirect_has_the_title_of_its_status(int status, string title) =>
        Assert.Contains(
            $"<title>{title}</title>", Meet(Fault.Redirect(new Uri("https://other.example/"), status)).Text, StringComparison.Ordinal);

    [Fact]
    public void A_login_page_is_HTML_with_200()
    {
        FakeResponse response = Meet(Fault.Html);
        Assert.Equal((200, "text/html"), (response.Status, response.Headers["Content-Type"]));
        Assert.StartsWith("<!DOCTYPE html>", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_answer_can_be_a_fault()
    {
        Assert.Equal((418, "short", "text/plain"), Shape(Meet(Fault.Status(418, "short", "text/plain"))));
        Assert.Equal("v", Meet(Fault.Response(Made.Json.With("X-Any", "v"))).Headers["X-Any"]);
        Assert.Equal(0, _worked);
    }

    [Fact]
    public void A_body_may_be_truncated_or_broken_under_the_right_name()
    {
        Assert.Equal((200, """{"work": 1""", "application/json"), Shape(Meet(Fault.TruncatedJson)));
        Assert.Equal((200, """{"tags": [}""", "application/json"), Shape(Meet(Fault.BrokenJson)));
        Assert.Equal(2, _worked);
    }

    [Fact]
    public void A_content_type_may_be_wrong_or_missing()
    {
        Assert.Equal((200, Whole(1), "text/plain"), Shape(Meet(Fault.ContentType("text/plain"))));
        Assert.DoesNotContain("Content-Type", Meet(Fault.ContentType(null)).Headers.Keys);
    }

    [Fact]
    public void The_answer_before_comes_again_and_Quay_is_not_asked()
    {
        Meet(Fault.None);
        Meet(Fault.LostResponse);
        Assert.Equal(Whole(1), Meet(Fault.PreviousResponse).Text);
        Assert.Equal(2, _worked);
    }

    [Fact]
    public void Before_the_first_answer_there_is_none_to_come_again()
    {
        Assert.Equal(Whole(1), Meet(Fault.PreviousResponse).Text);
        Assert.Equal(1, _quay.Faults.PendingCount);
    }

    [Fact]
    public void A_request_applied_twice_has_the_second_answer()
    {
        Assert.Equal(Whole(2), Meet(Fault.AppliedTwice).Text);
        Assert.Single(_quay.Requests);
    }

    [Fact]
    public void A_cut_does_no_work_and_a_lost_answer_does()
    {
        Assert.Equal((ResponseEnding.Cut, -1), (Meet(Fault.Cut).Ending, _quay.Requests[0].Response!.SentBytes));
        Assert.Equal(0, _worked);
        Assert.Equal((ResponseEnding.Cut, -1), (Meet(Fault.LostResponse).Ending, _quay.Requests[1].Response!.SentBytes));
        Assert.Equal(1, _worked);
        Assert.Equal(
            ["1. GET /a: no answer, cut before its status", "2. GET /a: 200, 20 bytes, cut before its status"],
            _quay.Requests.Select(one => one.ToString()));
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(1000, 19)]
    public void A_body_never_comes_whole_before_it_is_cut_or_stalls(int? asked, int sent)
    {
        Assert.Equal((ResponseEnding.Cut, sent), (Meet(Fault.CutBody(asked)).Ending, _quay.Requests[0].Response!.SentBytes));
        Assert.Equal((ResponseEnding.Stall, sent), (Meet(Fault.StallBody(asked)).Ending, _quay.Requests[1].Response!.SentBytes));
    }

    [Fact]
    public void Without_a_body_an_answer_is_cut_before_it_begins()
    {
        var quay = new Pipeline(_ => new FakeResponse { Status = 204 }, _clock);
        quay.Faults.Next(Fault.CutBody());
        Assert.Equal(-1, quay.Handle(Made.Request("GET /a")).SentBytes);
        _quay.Faults.Next(Fault.CutBody());
        Assert.Equal(-1, _quay.Handle(Made.Request("HEAD /a")).SentBytes);
    }

    [Fact]
    public void Faults_can_be_done_one_upon_the_other()
    {
        FakeResponse response = Meet(Fault.BadGateway.Then(Fault.Delay(TimeSpan.FromSeconds(2))).Then(Fault.CutBody(7)));
        Assert.Equal("502, 446 bytes after 2 s, cut after 7 bytes", response.ToString());
    }

    [Fact]
    public void An_answer_is_dated_by_the_clock_of_the_fake()
    {
        Assert.Equal("Mon, 23 Nov 2026 12:33:10 GMT", Meet(Fault.None).Headers["Date"]);
        Assert.Equal("never", Meet(Fault.Response(Made.Json.With("date", "never"))).Headers["Date"]);
    }

    private FakeResponse Meet(Fault fault)
    {
        _quay.Faults.Next(fault);
        return _quay.Handle(Made.Request("GET /a"));
    }

    private FakeResponse Work(FakeRequest request) => FakeResponse.Create(200, Whole(++_worked), "application/json");

    private static string Whole(int worked) => $$"""{"work": {{worked}}000000000}""";

    private static (int, string, string) Shape(FakeResponse response) =>
        (response.Status, Encoding.UTF8.GetString(response.Body.Span), response.Headers["Content-Type"]);
}
