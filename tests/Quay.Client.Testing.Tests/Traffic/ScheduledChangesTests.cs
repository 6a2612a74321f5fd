namespace Quay.Client.Testing.Tests.Traffic;

public class ScheduledChangesTests
{
    [Fact]
    public void AssertNothingPending_reports_faults_and_changes_that_did_not_occur()
    {
        var quay = new FakeQuay();
        quay.AssertNothingPending();
        quay.Faults.Next(Fault.BadGateway);
        quay.Changes.BeforeRequest(2, () => { });
        Assert.Throws<FakeQuayAssertionException>(quay.AssertNothingPending);

        quay.Send("GET", "acme/app");
        Assert.Contains(
            "0 faults and 1 changes",
            Assert.Throws<FakeQuayAssertionException>(quay.AssertNothingPending).Message,
            StringComparison.Ordinal);

        quay.Send("GET", "acme/app");
        quay.AssertNothingPending();
        var late = Assert.Throws<ArgumentOutOfRangeException>(() => quay.Changes.BeforeRequest(1, () => { }));
        Assert.StartsWith("The fake has already received 2 requests. Use a greater number.", late.Message, StringComparison.Ordinal);
    }

    private readonly Pipeline _quay;
    private int _state;

    public ScheduledChangesTests() => _quay = new Pipeline(_ => FakeResponse.Create(200, $"{_state}", "text/plain"), TimeProvider.System);

    [Fact]
    public void BeforeRequest_affects_that_response_and_later_ones()
    {
        _quay.Changes.BeforeRequest(3, () => _state = 7);
        Assert.Equal(["0", "0", "7", "7"], Responses("GET /a", "GET /a", "GET /a", "GET /a"));
    }

    [Fact]
    public void Before_runs_a_change_once()
    {
        _quay.Changes.Before(request => request.Target == "/b", () => _state++);
        Assert.Equal(["0", "1", "1"], Responses("GET /a", "GET /b", "GET /b"));
    }

    [Fact]
    public void BeforeEach_with_a_predicate_runs_before_each_matching_request()
    {
        _quay.Changes.BeforeEach(request => request.Target == "/b", () => _state++);
        Assert.Equal(["0", "1", "2"], Responses("GET /a", "GET /b", "GET /b"));
    }

    [Fact]
    public void BeforeEach_passes_the_request_to_the_change()
    {
        _quay.Changes.BeforeEach(request => _state = request.Number * 10);
        Assert.Equal(["10", "20"], Responses("GET /a", "GET /b"));
    }

    [Fact]
    public void Changes_before_the_same_request_run_in_order()
    {
        _quay.Changes.BeforeRequest(1, () => _state = 5);
        _quay.Changes.BeforeRequest(1, () => _state *= 2);
        Assert.Equal(["10"], Responses("GET /a"));
    }

    [Fact]
    public void Change_can_schedule_another_change()
    {
        _quay.Changes.BeforeRequest(1, () => _quay.Changes.BeforeRequest(2, () => _state = 3));
        Assert.Equal(["0", "3"], Responses("GET /a", "GET /a"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void BeforeRequest_with_the_number_of_a_past_request_throws(int number)
    {
        Responses("GET /a", "GET /a");
        Assert.Throws<ArgumentOutOfRangeException>(() => _quay.Changes.BeforeRequest(number, () => _state = 1));
    }

    [Fact]
    public void PendingCount_counts_changes_that_have_not_run()
    {
        _quay.Changes.BeforeRequest(1, () => _state = 1);
        _quay.Changes.BeforeRequest(9, () => _state = 1);
        _quay.Changes.BeforeEach(_ => _state = 1);
        Responses("GET /a");
        Assert.Equal(1, _quay.Changes.PendingCount);
    }

    private List<string> Responses(params string[] lines) => [.. lines.Select(line => _quay.Handle(TestMessages.Request(line)).Text)];
}
