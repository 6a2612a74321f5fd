namespace Quay.Client.Testing.Tests.Faults;

/// <summary>Tests which requests get which faults.</summary>
public class FaultPlanTests
{
    private readonly Pipeline _quay = new(_ => TestMessages.JsonResponse, TimeProvider.System);

    [Fact]
    public void Next_applies_a_fault_to_one_request()
    {
        _quay.Faults.Next(Fault.Status(503));
        Assert.Equal([503, 200], Statuses("GET /a", "GET /a"));
    }

    [Fact]
    public void Faults_of_several_Next_calls_are_queued()
    {
        _quay.Faults.Next(Fault.Status(502));
        _quay.Faults.Next(Fault.Status(503));
        Assert.Equal([502, 503, 200], Statuses("GET /a", "GET /a", "GET /a"));
    }

    [Fact]
    public void InOrder_applies_no_fault_for_null_and_None()
    {
        _quay.Faults.InOrder(Fault.Status(502), null, Fault.None, Fault.Status(503));
        Assert.Equal([502, 200, 200, 503, 200], Statuses("GET /a", "GET /a", "GET /a", "GET /a", "GET /a"));
    }

    [Fact]
    public void InOrder_with_a_predicate_applies_faults_to_matching_requests()
    {
        _quay.Faults.InOrder(request => request.Method == "PUT", Fault.Status(502), null, Fault.Status(503));
        Assert.Equal([200, 502, 200, 200, 503, 200], Statuses("GET /a", "PUT /a", "PUT /a", "GET /a", "PUT /a", "PUT /a"));
    }

    [Fact]
    public void AtRandom_with_a_predicate_depends_only_on_matching_requests()
    {
        List<int> first = AtRandom(seed: 42, rate: 0.3);
        _quay.Faults.AtRandom(request => request.Method == "PUT", 42, 0.3, Fault.Status(502), Fault.Status(503));
        Assert.Equal(
            first.Take(100),
            Enumerable.Range(0, 100).Select(_ => Statuses("GET /a", "PUT /a") is [200, var status] ? status : 0));
    }

    [Fact]
    public void When_with_a_count_applies_the_fault_that_many_times()
    {
        _quay.Faults.When(request => request.Method == "PUT", Fault.Status(503), times: 2);
        Assert.Equal([200, 503, 200, 503, 200], Statuses("GET /a", "PUT /a", "GET /a", "PUT /a", "PUT /a"));
    }

    [Fact]
    public void When_without_a_count_applies_the_fault_to_all_matching_requests()
    {
        _quay.Faults.When(request => request.Method == "PUT", Fault.Status(503));
        Assert.Equal([503, 200, 503, 503], Statuses("PUT /a", "GET /a", "PUT /a", "PUT /a"));
    }

    [Fact]
    public void Fault_with_a_count_takes_precedence_over_one_without()
    {
        _quay.Faults.Always(Fault.Status(503));
        _quay.Faults.Next(Fault.Status(502));
        Assert.Equal([502, 503, 503], Statuses("GET /a", "GET /a", "GET /a"));
    }

    [Fact]
    public void Fault_that_returns_no_response_stays_pending()
    {
        _quay.Faults.Next(Fault.Custom(context => context.Request.Target == "/b" ? TestMessages.JsonResponse with { Status = 502 } : null));
        _quay.Faults.Next(Fault.Status(503));
        Assert.Equal([503, 502, 200], Statuses("GET /a", "GET /b", "GET /b"));
    }

    [Fact]
    public void Pending_faults_are_counted_and_can_be_cleared()
    {
        _quay.Faults.InOrder(Fault.Status(502), Fault.Status(503));
        _quay.Faults.When(_ => true, Fault.Status(504), times: 3);
        _quay.Faults.Always(Fault.None);
        Statuses("GET /a");
        Assert.Equal(4, _quay.Faults.PendingCount);
        _quay.Faults.Clear();
        Assert.Equal(0, _quay.Faults.PendingCount);
        Assert.Equal([200], Statuses("GET /a"));
    }

    [Fact]
    public void AtRandom_gives_the_same_faults_for_the_same_seed()
    {
        List<int> first = AtRandom(seed: 42, rate: 0.3);
        Assert.Equal(first, AtRandom(seed: 42, rate: 0.3));
        Assert.NotEqual(first, AtRandom(seed: 43, rate: 0.3));
        Assert.InRange(first.Count(status => status != 200), 200, 400);
        Assert.Equal([200, 502, 503], first.Distinct().Order());
    }

    [Fact]
    public void AtRandom_with_rate_0_or_1_affects_no_or_all_requests()
    {
        Assert.All(AtRandom(seed: 1, rate: 0), status => Assert.Equal(200, status));
        Assert.All(AtRandom(seed: 1, rate: 1), status => Assert.NotEqual(200, status));
    }

    [Fact]
    public void Invalid_arguments_of_faults_throw_ArgumentOutOfRangeException()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _quay.Faults.When(_ => true, Fault.None, times: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _quay.Faults.AtRandom(1, 1.1, Fault.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => _quay.Faults.AtRandom(1, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Delay(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.CutBody(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.RateLimit(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Status(199));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Status(600));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Redirect(TestMessages.Endpoint, 0));
    }

    private static List<int> AtRandom(int seed, double rate)
    {
        var quay = new Pipeline(_ => TestMessages.JsonResponse, TimeProvider.System);
        quay.Faults.AtRandom(seed, rate, Fault.Status(502), Fault.Status(503));
        return [.. Enumerable.Range(0, 1000).Select(_ => quay.Handle(TestMessages.Request("GET /a")).Status)];
    }

    private List<int> Statuses(params string[] lines) => [.. lines.Select(line => _quay.Handle(TestMessages.Request(line)).Status)];
}
