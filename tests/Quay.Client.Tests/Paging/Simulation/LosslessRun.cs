using System.Text.Json;

namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>
/// Reads one random list while its repository changes. A seed determines the list, the query, the changes and the network. Runs must start
/// on a thread without a synchronization context, so that the client continues on the thread of the simulation.
/// </summary>
internal sealed class LosslessRun
{
    private readonly Random _random;
    private readonly SimulatedClock _clock = new();
    private readonly SimulatedRepository _repository;
    private readonly RandomChanges _changes;
    private readonly RandomScheduler _scheduler;
    private readonly TagHistoryQuery _query;
    private readonly List<EntryState> _returned = [];
    private readonly int _maxRequests;
    private readonly int _cuts;

    private LosslessRun(int seed, RunTrace? trace, bool isCut)
    {
        _random = new Random(seed);
        int size = RandomHistory.DrawSize(_random);
        var tags = new RandomTags(_random, size);
        _repository = new SimulatedRepository(tags.Filter, _clock);
        RandomHistory.Fill(_random, _repository, tags, size);
        _changes = new RandomChanges(_random, _repository, tags) { Trace = trace is null ? null : trace.Add };
        _scheduler = new RandomScheduler(_random, _repository, _changes) { Trace = trace is null ? null : trace.Add };
        _maxRequests = 5_000 + (4 * size);
        _query = tags.Filter.ToQuery() with { PageSize = DrawPageSize(size), MaxConcurrentPages = DrawWindow() };
        _cuts = isCut ? _random.Next(1, 4) : 0;
    }

    public static RunResult Execute(int seed, RunTrace? trace = null, bool isCut = false) => new LosslessRun(seed, trace, isCut).Execute();

    private RunResult Execute()
    {
        using var network = new HeldNetwork(_repository, _scheduler.Accept) { MaxRequests = _maxRequests };
        using QuayClient client = network.CreateClient(_clock);
        Task reading = ReadAsync(client);
        _scheduler.RunUntilCompleted(reading);
        HeldRequest[] received = [.. network.Requests.Where(request => request.IsReceived)];
        return new RunResult
        {
            Query = _query,
            Requests = network.Requests,
            StepsBack = network.StepsBack,
            Returned = _returned.Count,
            Error = reading.Exception?.InnerException,
            Repository = _repository,
            Verdict = received.Length == 0 ? null : ListVerdict.Of(
                _repository, received.Min(request => request.Version), received.Max(request => request.Version), _returned),
        };
    }

    private async Task ReadAsync(QuayClient client)
    {
        TagHistoryQuery? query = _query;
        for (int cuts = _cuts; query is not null; cuts--)
        {
            query = await ReadUntilCutAsync(client, query, cuts > 0 ? _random.Next(1, _repository.Count + 2) : int.MaxValue)
                .ConfigureAwait(false);
        }
    }

    // Reads up to a number of entries. Returns the query that continues there; null at the end of the list.
    private async Task<TagHistoryQuery?> ReadUntilCutAsync(QuayClient client, TagHistoryQuery query, int count)
    {
        await foreach (QuayPage<TagHistoryEntry> page in client.Tags.GetHistory("acme/app", query).AsPages().ConfigureAwait(false))
        {
            int taken = Math.Min(count, page.Items.Count);
            _returned.AddRange(page.Items.Take(taken).Select(EntryState.Of));
            count -= taken;
            if (count == 0 && taken > 0)
            {
                ChangeForLong();
                return ContinueAfter(query, page, taken - 1);
            }
        }

        return null;
    }

    // An application can store a position as JSON.
    private static TagHistoryQuery ContinueAfter(TagHistoryQuery query, QuayPage<TagHistoryEntry> page, int index)
    {
        string json = JsonSerializer.Serialize(page.PositionAfter(index));
        return query with { StartAfter = JsonSerializer.Deserialize<ListPosition>(json) };
    }

    // Between a cut and the continuation, the repository changes more than between two requests.
    private void ChangeForLong()
    {
        int changes = _random.Next(60);
        _changes.Allow(changes);
        while (_changes.TryApply())
        {
        }

        _changes.Allow(30);
    }

    private int DrawPageSize(int size) => size > 10_000 ? _random.Next(50, 101) : _random.Next(10) switch
    {
        < 4 => 100,
        < 6 => _random.Next(1, 6),
        _ => _random.Next(1, 101),
    };

    private int DrawWindow() => _random.Next(10) switch
    {
        < 2 => 1,
        < 9 => _random.Next(1, 17),
        _ => _random.Next(17, 65),
    };
}
