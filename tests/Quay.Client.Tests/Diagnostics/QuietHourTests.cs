using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Quay.Client.Testing;
using Quay.Client.Tests.Wire;

namespace Quay.Client.Tests.Diagnostics;

public class QuietHourTests
{
    private const int Rounds = 100;

    public static TheoryData<string> Writes => [.. WriteCalls.Names];

    private static readonly Func<IQuayClient, string, Task>[] Reads =
    [
        async (client, _) => await client.Tags.GetHistory("acme/app", new() { PageSize = 10 }).CountAsync(),
        (client, _) => client.Tags.GetHistoryPageAsync("acme/app", 2),
        (client, _) => client.Tags.GetAsync("acme/app", "prod"),
        (client, _) => Ignore<QuayNotFoundException>(client.Tags.GetAsync("acme/app", "nothing")),
        (client, _) => client.Tags.GetPullStatisticsAsync("acme/app", "prod"),
        (client, _) => client.Repositories.GetAsync("acme/app"),
        (client, _) => Ignore<QuayNotFoundException>(client.Repositories.GetAsync("acme/nothing")),
        async (client, _) => await client.Repositories.List(RepositoryQuery.InNamespace("acme")).CountAsync(),
        async (client, _) => await client.Repositories.List(RepositoryQuery.Starred).CountAsync(),
        async (client, _) => await client.Repositories.GetLogs("acme/app").CountAsync(),
        (client, digest) => client.Manifests.GetAsync("acme/app", digest),
        (client, digest) => client.Manifests.GetLabelsAsync("acme/app", digest),
        (client, digest) => client.Manifests.GetSecurityAsync("acme/app", digest),
        (client, _) => client.Policies.AutoPrune.ListAsync("acme/app"),
        (client, _) => client.Policies.Immutability.ListAsync("acme/app"),
        (client, _) => client.Users.GetCurrentAsync(),
        (client, _) => client.Users.CheckTokenAsync(),
    ];

    [Fact]
    public async Task Thousands_of_ordinary_reads_write_nothing_but_RequestCompleted_at_Debug()
    {
        using var fixture = new DiagnosticsFixture();
        FakeRepository app = fixture.Quay.AddRepository("acme/app");
        string digest = app.Push("prod").Digest;
        for (int i = 0; i < 30; i++)
        {
            app.Push("build");
        }

        for (int round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(Reads.Select(read => Task.Run(() => read(fixture.Client, digest))));
        }

        Assert.True(fixture.AllRecords.Count >= 1000, $"Only {fixture.AllRecords.Count} requests.");
        Assert.All(
            fixture.AllRecords, record => Assert.Equal((1, LogLevel.Debug, null), (record.Id.Id, record.Level, record.Exception)));
        Assert.Equal(fixture.Quay.Requests.Count, fixture.AllRecords.Count);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Ordinary_write_writes_nothing_but_RequestCompleted_at_Debug(string write)
    {
        var logs = new FakeLogCollector();
        using ILoggerFactory loggers = LoggerFactory.Create(
            logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(logs)));
        using var calls = new WriteCalls(configure: options => options.LoggerFactory = loggers);
        await calls.CallAsync(write);
        Assert.NotEmpty(logs.GetSnapshot());
        Assert.All(logs.GetSnapshot(), record => Assert.Equal((1, LogLevel.Debug), (record.Id.Id, record.Level)));
    }

    private static async Task Ignore<T>(Task call)
        where T : Exception => await Assert.ThrowsAnyAsync<T>(() => call);
}
