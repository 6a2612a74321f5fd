namespace Quay.Client.Tests.Paging;

public class AdaptiveRateLimiterTests
{
    private readonly AdaptiveRateLimiter _limiter = new();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public void Limit_is_MaxConcurrentPages_before_the_first_429(int allowed) => Assert.Equal(allowed, _limiter.LimitFor(allowed));

    [Fact]
    public void Each_429_halves_the_limit()
    {
        Assert.Equal(8, _limiter.LimitFor(8));
        _limiter.ReportRefusal(_limiter.Round);
        Assert.Equal(4, _limiter.LimitFor(8));
        _limiter.ReportRefusal(_limiter.Round);
        Assert.Equal(2, _limiter.LimitFor(8));
        Assert.Equal(1, _limiter.LimitFor(1));
    }

    [Fact]
    public void Limit_is_never_below_one()
    {
        _limiter.LimitFor(2);
        for (int i = 0; i < 5; i++)
        {
            _limiter.ReportRefusal(_limiter.Round);
        }

        Assert.Equal(1, _limiter.LimitFor(2));
    }

    [Fact]
    public void Several_429s_of_concurrent_requests_halve_the_limit_once()
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
    public void Limit_of_N_grows_by_one_after_N_successes_up_to_MaxConcurrentPages()
    {
        _limiter.LimitFor(8);
        _limiter.ReportRefusal(_limiter.Round);
        ReportSuccesses(3);
        Assert.Equal(4, _limiter.LimitFor(8));
        ReportSuccesses(2);
        Assert.Equal(5, _limiter.LimitFor(8));
        ReportSuccesses(100);
        Assert.Equal(8, _limiter.LimitFor(8));
    }

    private void ReportSuccesses(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _limiter.ReportSuccess();
        }
    }
}
