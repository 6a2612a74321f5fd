namespace Quay.Client.Tests.RateLimiting;

public class AdaptiveRateTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(5)]
    public void Rate_never_exceeds_the_configured_one(double most)
    {
        var rate = new AdaptiveRate(most);
        for (int i = 0; i < 5; i++)
        {
            rate.ReportRefused(now: i, new RequestPermit(rate.Round, IsQueued: true));
            Assert.InRange(rate.PerSecond, 0, most);
        }
    }
}
