using Microsoft.Extensions.Time.Testing;
using Quay.Client.Testing;

namespace QuayTags.Tests;

/// <summary>Tests the warning about a server whose clock differs from that of this machine.</summary>
public class ClockTests
{
    [Theory]
    [InlineData(25, 1)]
    [InlineData(-25, 1)]
    [InlineData(23, 0)]
    public async Task Difference_of_more_than_a_day_is_reported_once_even_with_quiet(int hours, int warnings)
    {
        var quay = new FakeQuay(new FakeTimeProvider(ToolRun.Now.AddHours(hours)));
        quay.AddRepository(TestQuay.Repository, isPublic: true).Push("latest");
        await using FakeQuayServer server = FakeQuayServer.Start(quay);
        var environment = new Dictionary<string, string> { ["QUAY_URL"] = $"{server.Endpoint}", ["QUAY_TOKEN"] = quay.Token };

        ToolRun run = await ToolRun.RunAsync(["whoami", "--quiet"], environment);

        Assert.Equal(0, run.ExitCode);
        Assert.True(quay.Requests.Count > 1);
        Assert.Equal(warnings, run.ErrorLines.Count(line => line.StartsWith("The server's clock shows ", StringComparison.Ordinal)));
    }
}
