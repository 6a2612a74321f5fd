namespace Quay.Client.Tests.Paging;

public class AdaptiveRateLimiterTests
{
    private readonly AdaptiveRateLimiter _limiter = new();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public void Limit_is_the_callers_until_the_server_refuses(int allowed) => Assert.Equal(allowed, _limiter.LimitFor(allowed));

    [Fact]
    public void Refusal_halves_the_limit()
    {
        Assert.Equal(8, _limiter.LimitFor(8));
        _limiter.ReportRefusal(_limiter.Round);
        Assert.Equal(4, _limiter.LimitFor(8));
        _limiter.ReportRefusal(_limiter.Round);
        Assert.Equal(2, _limiter.LimitFor(8));
        Assert.Equal(1, _limiter.LimitFor(1));
    }

    [Fact]
    public void Limit_never_falls_below_one()
    {
        _limiter.LimitFor(2);
        for (int i = 0; i < 5; i++)
        {
            _limiter.ReportRefusal(_limiter.Round);
        }

        Assert.Equal(1, _limiter.LimitFor(2));
    }

    [Fact]
    public void Concurrent_requests_that_are_refused_count_once()
    {
        _limiter.LimitFor(8);
        int round = _limiter.Round;
        for (int i = 0; i < 8; i++)
        {
            _limiter.ReportRefusal(round);
        }

        Assert.Equal(4, _limiter.LimitFor(8));
    }

    [Fact]
    public void Limit_grows_by_one_for_as_many_successes_up_to_the_callers()
    {
        _limiter.LimitFor(8);
        _limiter.ReportRefusal(_limiter.Round);
        Answered(3);
        Assert.Equal(4, _limiter.LimitFor(8));
        Answered(2);
        Assert.Equal(5, _limiter.LimitFor(8));
        Answered(100);
        Assert.Equal(8, _limiter.LimitFor(8));
    }

    private void Answered(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _limiter.ReportSuccess();
        }
    }
}
