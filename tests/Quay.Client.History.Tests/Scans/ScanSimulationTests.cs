using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Scans;

/// <summary>
/// Simulates the scan of an organization at 50 requests per second, with faults, tokens that expire, and changes. The environment variable
/// <c>QUAY_SCAN_REPOSITORIES</c> sets the number of repositories, each of 1 to 1,000 entries.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ScanSimulationTests(ITestOutputHelper output)
{
    private const int PerSecond = 50;
    private const int Burst = 100;

    private static readonly int Count =
        int.Parse(Environment.GetEnvironmentVariable("QUAY_SCAN_REPOSITORIES") ?? "100", CultureInfo.InvariantCulture);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Incremental_scan_sends_requests_only_for_the_lists_and_the_changed_repositories()
    {
        FakeQuay quay = CreateQuay();
        using var limiter = new QuayRateLimiter(timeProvider: _clock);
        var network = new SimulatedNetwork(quay, _clock, limiter);
        using QuayClient client = Open(network, limiter, quay.Token);
        RepositoryScan<RepositorySnapshot> full = client.History.ScanSnapshotsAsync("acme");
        await network.RunAsync(Task.Run(() => ScanFixture.LinesAsync(full)));
        int before = network.Requests;
        for (int i = 0; i < Count; i += 20)
        {
            quay.FindRepository($"acme/r{i}")!.Push("newer");
        }

        RepositoryScan<RepositorySnapshot> next =
            client.History.ScanSnapshotsAsync("acme", options: new ScanOptions { StartFrom = full.Checkpoint });
        Task<IReadOnlyList<string>> reading = Task.Run(() => ScanFixture.LinesAsync(next));
        await network.RunAsync(reading);
        int lists = 2 * ((Count / 100) + 1);
        int changed = (Count + 19) / 20;
        output.WriteLine($"{before} requests for {Count + 1} repositories, then {network.Requests - before} for {changed} changed ones");
        Assert.Equal(changed, (await reading).Count(line => line.StartsWith("Done", StringComparison.Ordinal)));
        Assert.Equal(Count + 1 - changed, (await reading).Count(line => line.StartsWith("Unchanged", StringComparison.Ordinal)));
        Assert.InRange(network.Requests - before, lists + (2 * changed), lists + (13 * changed));
    }

    [Fact]
    public async Task No_repository_is_lost_with_faults_changes_and_tokens_that_expire()
    {
        FakeQuay quay = CreateQuay();
        HashSet<string> stable = [.. quay.Repositories.Select(repository => repository.FullName).Skip(2)];
        var random = new Random(1);
        quay.Faults.Always(Fault.RateLimit(PerSecond, Burst));
        quay.Faults.AtRandom(seed: 2, rate: 0.02, Fault.BadGateway, Fault.Cut, Fault.TruncatedJson, Fault.CutBody());
        quay.Faults.AtRandom(IsOfTag, seed: 3, rate: 0.002, Fault.Status(400, "{}", "application/json"));
        int expected = Count * 8;
        string token = quay.Token;
        quay.Changes.BeforeRequest(expected / 4, () => quay.FindToken(token)!.IsRevoked = true);
        quay.Changes.BeforeRequest(expected / 2, () => quay.FindToken(token)!.IsRevoked = true);
        quay.Changes.BeforeRequest(expected / 5, () =>
        {
            quay.DeleteRepository("acme/r0");
            quay.DeleteRepository($"acme/r{Count - 1}");
            Fill(quay.AddRepository("acme/new"), 250);
        });
        stable.Remove($"acme/r{Count - 1}");
        var found = new Dictionary<string, List<ScanStatus>>();
        ScanCheckpoint? checkpoint = null;
        int ends = 0;
        int requests = 0;
        long start = _clock.GetTimestamp();
        while (checkpoint is not { IsComplete: true })
        {
            Assert.True(ends++ < 20, "The scan does not end.");
            using var limiter = new QuayRateLimiter(timeProvider: _clock);
            var network = new SimulatedNetwork(quay, _clock, limiter);
            using QuayClient client = Open(network, limiter, token);
            RepositoryScan<RepositorySnapshot> scan = client.History.ScanAsync(
                "acme",
                (repository, stop) => network.ReadAsync(client.History.GetSnapshotAsync(repository, cancellationToken: stop)),
                new ScanOptions { StartFrom = checkpoint, MaxConcurrency = 8, InOrder = ends % 2 == 0 });
            Exception? end = await Record.ExceptionAsync(() => network.RunAsync(Task.Run(() => TakeAsync(scan, found, random, quay))));

            // A list that cannot be read completely ends the scan, too.
            Assert.True(end is null or QuayAuthenticationException or QuayResponseException or OperationAbortedException, end?.ToString());
            checkpoint = ScanCheckpoint.Parse(scan.Checkpoint.ToJson());
            requests += network.Requests;
            output.WriteLine($"Run {ends} ends with {end?.GetType().Name ?? "success"}: {checkpoint}");
            token = end is QuayAuthenticationException ? quay.AddToken("admin").Value : token;
        }

        TimeSpan time = _clock.GetElapsedTime(start);
        string[] failed = [.. found.Where(pair => pair.Value[^1] == ScanStatus.Failed).Select(pair => pair.Key)];
        int repeated = found.Sum(pair => pair.Value.Count(status => status == ScanStatus.Done) - 1);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Count} repositories, {quay.Repositories.Sum(repository => repository.Entries.Count)} entries: {requests} requests in "
            + $"{time.TotalSeconds:0} s ({(requests - Burst) / (double)PerSecond:0} s at the limit), {ends} runs, {failed.Length} failed, "
            + $"{Math.Max(0, repeated)} read again"));

        Assert.Equal(stable.Append("acme/new").Order(), quay.Repositories.Select(repository => repository.FullName).Skip(1).Order());
        Assert.All(stable, name => Assert.True(found.ContainsKey(name), $"{name} is lost."));
        Assert.All(stable.Except(failed), name => Assert.Contains(ScanStatus.Done, found[name]));
        Assert.Equal(ScanStatus.Vanished, found["acme/r0"][^1]);
        Assert.Equal(ScanStatus.Vanished, found[$"acme/r{Count - 1}"][^1]);
        Assert.Contains("acme/new", found.Keys);
        Assert.True(ends >= 3, "No token expired.");
        Assert.Equal(quay.Repositories.Select(repository => repository.FullName).Order(), checkpoint.Repositories.Keys.Order());
        Assert.Equal(failed.Order(), checkpoint.Repositories.Where(pair => !pair.Value.IsFinished).Select(pair => pair.Key).Order());
        Assert.InRange(time.TotalSeconds * PerSecond / (requests - Burst), 0.9, 1.3);
    }

    private static bool IsOfTag(FakeRequest request) => request.Target.Contains("/tag/", StringComparison.Ordinal);

    private static void Fill(FakeRepository repository, int entries)
    {
        string digest = repository.AddManifest().Digest;
        DateTimeOffset newest = new(2026, 11, 23, 11, 0, 0, TimeSpan.Zero);
        for (int i = entries - 1; i >= 0; i--)
        {
            repository.AddEntry($"v{i}", digest, newest.AddMinutes(-i), i % 3 == 0 ? newest.AddMinutes(1 - i) : null);
        }
    }

    // The first repository is not deleted, so that the list of the fake begins with the same one.
    private FakeQuay CreateQuay()
    {
        var random = new Random(4);
        var quay = new FakeQuay(_clock);
        quay.Requests.Capacity = 10;
        for (int i = -1; i < Count; i++)
        {
            Fill(quay.AddRepository(i < 0 ? "acme/first" : $"acme/r{i}"), random.Next(1, 1001));
        }

        return quay;
    }

    private QuayClient Open(SimulatedNetwork network, QuayRateLimiter limiter, string token) => new(
        new QuayClientOptions
        {
            Endpoint = new Uri("https://quay.example/"),
            Token = token,
            TimeProvider = _clock,
            RateLimiter = limiter,
            RetryDelay = TimeSpan.Zero,
            MaxConcurrentPages = 1,
            AttemptTimeout = TimeSpan.FromHours(1),
            Timeout = TimeSpan.FromHours(2),
        },
        network);

    // The caller of the scan fails now and then, too.
    private static async Task TakeAsync(
        RepositoryScan<RepositorySnapshot> scan, Dictionary<string, List<ScanStatus>> found, Random random, FakeQuay quay)
    {
        await foreach (ScanResult<RepositorySnapshot> result in scan)
        {
            if (random.Next(Count) == 0)
            {
                throw new OperationAbortedException();
            }

            if (!found.TryGetValue(result.Repository, out List<ScanStatus>? statuses))
            {
                found.Add(result.Repository, statuses = []);
            }

            statuses.Add(result.Status);
            if (result.Value is { } snapshot && quay.FindRepository(result.Repository) is { } repository)
            {
                Assert.Equal(repository.Tags.Count, snapshot.Tags.Count);
            }
        }
    }

    private sealed class OperationAbortedException : Exception;
}
