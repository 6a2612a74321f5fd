using Quay.Client.History;
using Quay.Client.Testing;

namespace Quay.Client.Tests.History;

public class BrokenPlanTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("[null]")]
    public async Task A_plan_of_a_file_whose_steps_are_null_is_refused_and_nothing_is_sent(string steps)
    {
        var quay = new FakeQuay();
        using var client = new QuayClient(new QuayClientOptions { Endpoint = new Uri("https://quay.example/"), Token = quay.Token }, new FakeQuayHandler(quay));
        var plan = new RollbackPlan
        {
            Registry = new Uri("https://quay.example/"),
            Repository = "acme/app",
            Instant = DateTimeOffset.UnixEpoch,
            MadeAt = DateTimeOffset.UnixEpoch,
            Steps = steps == "null" ? null! : [null!],
            Left = new Dictionary<string, string>(),
        };

        await Assert.ThrowsAsync<ArgumentException>("plan", () => client.History.RollBackAsync(plan, cancellationToken: TestContext.Current.CancellationToken));

        quay.Requests.AssertRequests();
    }
}
