namespace Quay.Client.Testing.Tests.Faults;

/// <summary>Which request meets which fault.</summary>
public class FaultPlanTests
{
    private readonly Pipeline _quay = new(_ => TestMessages.JsonResponse, TimeProvider.System);

    [Fact]
    public void Only_the_next_request_meets_the_next_fault()
    {
        _quay.Faults.Next(Fault.Status(503));
        Assert.Equal([503, 200], Statuses("GET /a", "GET /a"));
    }

    [Fact]
    public void Faults_for_the_next_requests_queue()
    {
        _quay.Faults.Next(Fault.Status(502));
        _quay.Faults.Next(Fault.Status(503));
        Assert.Equal([502, 503, 200], Statuses("GET /a", "GET /a", "GET /a"));
    }

    [Fact]
    public void A_sequence_may_spare_requests()
    {
        _quay.Faults.InOrder(Fault.Status(502), null, Fault.None, Fault.Status(503));
        Assert.Equal([502, 200, 200, 503, 200], Statuses("GET /a", "GET /a", "GET /a", "GET /a", "GET /a"));
    }

    [Fact]
    public void A_sequence_may_be_for_a_kind_of_request()
    {
        _quay.Faults.InOrder(request => request.Method == "PUT", Fault.Status(502), null, Fault.Status(503));
        Assert.Equal([200, 502, 200, 200, 503, 200], Statuses("GET /a", "PUT /a", "PUT /a", "GET /a", "PUT /a", "PUT /a"));
    }

    [Fact]
    public void Chance_may_be_for_a_kind_of_request_and_the_others_do_not_change_it()
    {
        List<int> first = AtRandom(seed: 42, rate: 0.3);
        _quay.Faults.AtRandom(request => request.Method == "PUT", 42, 0.3, Fault.Status(502), Fault.Status(503));
        Assert.Equal(
            first.Take(100),
            Enumerable.Range(0, 100).Select(_ => Statuses("GET /a", "PUT /a") is [200, var status] ? status : 0));
    }

    [Fact]
    public void A_kind_of_request_meets_a_fault_as_often_as_is_said()
    {
        _quay.Faults.When(request => request.Method == "PUT", Fault.Status(503), times: 2);
        Assert.Equal([200, 503, 200, 503, 200], Statuses("GET /a", "PUT /a", "GET /a", "PUT /a", "PUT /a"));
    }

    [Fact]
    public void Without_a_number_a_kind_of_request_always_meets_its_fault()
    {
        _quay.Faults.When(request => request.Method == "PUT", Fault.Status(503));
        Assert.Equal([503, 200, 503, 503], Statuses("PUT /a", "GET /a", "PUT /a", "PUT /a"));
    }

    [Fact]
    public void A_fault_for_one_request_goes_before_one_without_an_end()
    {
        _quay.Faults.Always(Fault.Status(503));
        _quay.Faults.Next(Fault.Status(502));
        Assert.Equal([502, 503, 503], Statuses("GET /a", "GET /a", "GET /a"));
    }

    [Fact]
    public void A_fault_that_leaves_a_request_to_others_waits_on()
    {
        _quay.Faults.Next(Fault.Custom(context => context.Request.Target == "/b" ? TestMessages.JsonResponse with { Status = 502 } : null));
        _quay.Faults.Next(Fault.Status(503));
        Assert.Equal([503, 502, 200], Statuses("GET /a", "GET /b", "GET /b"));
    }

    [Fact]
    public void Faults_that_met_no_request_are_counted_and_can_be_cleared()
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
    public void Chance_is_the_same_for_the_same_seed_and_another_for_another()
    {
        List<int> first = AtRandom(seed: 42, rate: 0.3);
        Assert.Equal(first, AtRandom(seed: 42, rate: 0.3));
        Assert.NotEqual(first, AtRandom(seed: 43, rate: 0.3));
        Assert.InRange(first.Count(status => status != 200), 200, 400);
        Assert.Equal([200, 502, 503], first.Distinct().Order());
    }

    [Fact]
    public void Chance_has_its_ends()
    {
        Assert.All(AtRandom(seed: 1, rate: 0), status => Assert.Equal(200, status));
        Assert.All(AtRandom(seed: 1, rate: 1), status => Assert.NotEqual(200, status));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
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
