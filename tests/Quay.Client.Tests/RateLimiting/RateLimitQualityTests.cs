namespace Quay.Client.Tests.RateLimiting;

/// <summary>Verifies that a rate limit makes calls slower and never makes them fail, and how close the client comes to the limit.</summary>
[Trait("Speed", "Slow")]
public class RateLimitQualityTests(ITestOutputHelper output)
{
    public static TheoryData<double, int, int?> Limits { get; } = [.. AllLimits()];

    [Theory]
    [MemberData(nameof(Limits))]
    public void Calls_under_a_rate_limit_take_as_long_as_it_requires_and_few_extra_requests(double perSecond, int burst, int? atATime)
    {
        LimitedResult result = new LimitedRun(perSecond, burst) { AtATime = atATime }.Run();
        output.WriteLine($"{perSecond}/s burst {burst} {atATime}: {result.RequestRatio:0.000} {result.TimeRatio:0.000}");
        Assert.Empty(result.Failures);
        Assert.InRange(result.RequestRatio, 1, 1.05);

        // Without a burst, it is 1.100 or 1.103: calls that arrive in the same millisecond have no fixed order.
        Assert.InRange(result.TimeRatio, 0.9, burst == 0 ? 1.11 : 1.1);
    }

    [Theory]
    [InlineData(50, 100)]
    [InlineData(50, 0)]
    [InlineData(10, 25)]
    [InlineData(10, 3)]
    [InlineData(5, 25)]
    [InlineData(5, 0)]
    public void Two_clients_under_one_rate_limit_finish_without_failure(double perSecond, int burst)
    {
        foreach (bool isShared in (bool[])[false, true])
        {
            LimitedResult result = new LimitedRun(perSecond, burst) { Clients = 2, Repositories = 150, IsShared = isShared }.Run();
            output.WriteLine($"two {perSecond}/s burst {burst} {isShared}: {result.RequestRatio:0.000} {result.TimeRatio:0.000}");
            Assert.Empty(result.Failures);
        }
    }

    private static IEnumerable<TheoryDataRow<double, int, int?>> AllLimits() =>
        from atATime in (int?[])[null, 8]
        from perSecond in (int[])[50, 10, 5]
        from burst in (int[])[0, 1, 2, 3, 4, 5, 25, 100]
        where burst != 100 || perSecond == 50
        select new TheoryDataRow<double, int, int?>(perSecond, burst, atATime);
}
