namespace Quay.Client.Tests.Paging;

public class AdaptiveRateLimiterTests
{
    private readonly AdaptiveRateLimiter _pace = new();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public void What_the_caller_allows_is_used_until_the_server_refuses(int allowed) => Assert.Equal(allowed, _pace.WindowOf(allowed));

    [Fact]
    public void A_refusal_halves_what_was_used()
    {
        Assert.Equal(8, _pace.WindowOf(8));
        _pace.Refused(_pace.Round);
        Assert.Equal(4, _pace.WindowOf(8));
        _pace.Refused(_pace.Round);
        Assert.Equal(2, _pace.WindowOf(8));
        Assert.Equal(1, _pace.WindowOf(1));
    }

    [Fact]
    public void It_never_falls_below_one()
    {
        _pace.WindowOf(2);
        for (int i = 0; i < 5; i++)
        {
            _pace.Refused(_pace.Round);
        }

        Assert.Equal(1, _pace.WindowOf(2));
    }

    [Fact]
    public void Requests_that_were_under_way_together_are_refused_once()
    {
        _pace.WindowOf(8);
        int round = _pace.Round;
        for (int i = 0; i < 8; i++)
        {
            _pace.Refused(round);
        }

        Assert.Equal(4, _pace.WindowOf(8));
    }

    [Fact]
    public void It_grows_by_one_for_a_window_full_of_answers_up_to_what_the_caller_allows()
    {
        _pace.WindowOf(8);
        _pace.Refused(_pace.Round);
        Answered(3);
        Assert.Equal(4, _pace.WindowOf(8));
        Answered(2);
        Assert.Equal(5, _pace.WindowOf(8));
        Answered(100);
        Assert.Equal(8, _pace.WindowOf(8));
    }

    private void Answered(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _pace.Answered();
        }
    }
}
