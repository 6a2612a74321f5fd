using System.Globalization;
using Quay.Client.Tests.Documentation;

namespace Quay.Client.Tests.RateLimiting;

/// <summary>Verifies the table of docs/performance.md that compares clients under rate limits.</summary>
[Trait("Speed", "Slow")]
public class LimitTableTests
{
    // The order of concurrent requests varies, and with two limiters, it decides which client slows down.
    private const double Tolerance = 0.05;
    private const double ToleranceOfTwo = 1;

    public static TheoryData<string> Lines =>
        [.. CodeBlock.Documents["performance.md"].Where(line => line.StartsWith("| 300 repositories, ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Documented_requests_and_times_are_those_of_a_simulation(string line)
    {
        string[] cells = [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
        string[] words = cells[0].Split(' ');
        var one = new LimitedRun(Number(words[2].Replace("/s,", "", StringComparison.Ordinal)), (int)Number(words[^1]));
        LimitedRun two = one with { Clients = 2, Repositories = 150 };
        Compare(one.Run(), cells[1], cells[2], Tolerance);
        Compare((two with { IsShared = true }).Run(), cells[3], cells[4], Tolerance);
        Compare(two.Run(), cells[5], cells[6], ToleranceOfTwo);
    }

    private static void Compare(LimitedResult result, string requests, string time, double tolerance)
    {
        Assert.Empty(result.Failures);
        Assert.InRange(result.Requests / 300.0, (Number(requests) / 300) - tolerance, (Number(requests) / 300) + tolerance);
        Assert.InRange(result.TimeRatio, Number(time) - tolerance, Number(time) + tolerance);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
