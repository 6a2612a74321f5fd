namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Changes a repository at random, up to a number of changes. Each run has a random selection of the kinds of changes.</summary>
internal sealed class RandomChanges
{
    private const long WindowMs = 14L * 24 * 3600 * 1000;

    private readonly Random _random;
    private readonly SimulatedRepository _repository;
    private readonly RandomTags _tags;
    private readonly RandomRemovals _removals;
    private readonly (string Name, Action Apply)[] _kinds;
    private int _left;

    public RandomChanges(Random random, SimulatedRepository repository, RandomTags tags)
    {
        (_random, _repository, _tags) = (random, repository, tags);
        _removals = new RandomRemovals(random, repository);
        (string Name, int Weight, Action Apply)[] all =
        [
            ("push", 6, () => Push(1)),
            ("push some", 2, () => Push(_random.Next(1, 10))),
            ("push many", 1, () => Push(_random.Next(100, 301))),
            ("push many in one second", 1, () => PushInOneSecond(_random.Next(2, _tags.MaxNewInOneSecond + 1))),
            ("move", 6, Move),
            ("move in one second", 4, MoveInOneSecond),
            ("restore", 3, () => _repository.Push(AnyName(), _tags.AnyDigest(), reversion: true)),
            ("delete", 4, () => WithLive(entry => _repository.SetEnd(entry, _repository.NowMs))),
            ("expire", 3, () => WithLive(entry => _repository.SetEnd(entry, entry.StartMs + Offset(entry)))),
            ("do not expire", 2, () => WithLive(entry => _repository.SetEnd(entry, null))),
            ("immutable", 2, () => WithLive(entry => _repository.SetImmutable(entry, !entry.Immutable))),
            ("delete permanently", 3, () => With(entry => _repository.SetEnd(entry, _repository.NowMs - WindowMs))),
            ("collect", 5, () => _removals.CollectEnded(_random.Next(1, 20))),
            ("remove one", 4, () => _removals.RemoveAdjacent(1)),
            ("remove some", 3, () => _removals.RemoveAdjacent(_random.Next(2, 30))),
            ("remove many", 1, () => _removals.RemoveAdjacent(_random.Next(90, 301))),
            ("remove scattered", 2, () => _removals.RemoveScattered(_random.Next(2, 40))),
            ("remove all", random.Next(20) == 0 ? 1 : 0, () => _removals.RemoveAdjacent(int.MaxValue)),
            ("seconds pass", 3, () => _repository.Advance(_random.Next(1_000, 20_000))),
            ("hours pass", 1, () => _repository.Advance(_random.Next(3_600_000, 100_000_000))),
        ];
        int chance = random.Next(5) switch { 0 => 0, < 3 => 1, 3 => 2, _ => 3 };
        _kinds = [.. all.Where(_ => random.Next(3) < chance).SelectMany(kind => Enumerable.Repeat((kind.Name, kind.Apply), kind.Weight))];
        Allow(random.Next(3) switch { 0 => 3, 1 => 30, _ => 200 });
    }

    /// <summary>Gets or sets a callback for each change, for the message of a failure.</summary>
    public Action<string>? Trace { get; set; }

    /// <summary>Allows more changes.</summary>
    public void Allow(int changes) => _left = _kinds.Length == 0 ? 0 : changes;

    /// <summary>Applies one change. Returns false if no more are allowed, so that the client can reach the end of the list.</summary>
    public bool TryApply()
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        _repository.Version++;
        _repository.Advance(_random.Next(4) == 0 ? 0 : _random.Next(1, 50));
        (string name, Action apply) = _kinds[_random.Next(_kinds.Length)];
        apply();
        Trace?.Invoke($"version {_repository.Version}: {name}; {_repository.Count} entries");
        return true;
    }

    private void Push(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _repository.Advance(_random.Next(1_500));
            _repository.Push(_tags.NewName(), _tags.AnyDigest());
        }
    }

    private void PushInOneSecond(int count)
    {
        StartSecond();
        for (int i = 0; i < count; i++)
        {
            _repository.Advance(_random.Next(4));
            _repository.Push(_tags.NewName(), _tags.AnyDigest());
        }
    }

    private void Move() => WithLive(entry => _repository.Push(entry.Name, _tags.AnyDigest()));

    // A tag that is moved back and forth in one second has entries that look the same.
    private void MoveInOneSecond()
    {
        string name = AnyName();
        if (_random.Next(2) == 0)
        {
            StartSecond();
        }

        for (int moves = _random.Next(2, 9); moves > 0; moves--)
        {
            _repository.Push(name, _tags.AnyDigest());
            _repository.Advance(_random.Next(20));
        }
    }

    private void StartSecond() => _repository.Advance(1000 - (_repository.NowMs % 1000));

    private long Offset(SimulatedEntry entry) =>
        1000 * (((_repository.NowMs - entry.StartMs) / 1000) + _random.Next(1, 60));

    private string AnyName() => _repository.Count > 0 && _random.Next(3) > 0 ? Any().Name : _tags.AnyName();

    // Half of all changes are near the newest entries.
    private SimulatedEntry Any() =>
        _repository[_random.Next(_random.Next(2) == 0 ? Math.Min(_repository.Count, 40) : _repository.Count)];

    private void With(Action<SimulatedEntry> change)
    {
        if (_repository.Count > 0)
        {
            change(Any());
        }
    }

    private void WithLive(Action<SimulatedEntry> change) => With(entry =>
    {
        if (_repository.IsLive(entry))
        {
            change(entry);
        }
    });
}
