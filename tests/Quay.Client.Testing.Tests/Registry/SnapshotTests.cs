namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Tests that lists which a test has read do not change, and that writes are thread-safe.</summary>
public class SnapshotTests
{
    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };
    private readonly FakeRepository _repository;

    public SnapshotTests() => _repository = _quay.AddRepository("acme/app");

    [Fact]
    public void List_that_a_test_has_read_does_not_change_with_later_writes()
    {
        FakeNamespace admin = _quay.FindNamespace("admin")!;
        FakeManifest image = _repository.AddManifest();
        var day = new DateOnly(2026, 11, 23);
        Add("a");
        var before = Counts(_repository, image, admin);
        Add("b");
        Assert.Equal([1, 1, 1, 1, 1, 1, 1], before.Select(count => count()));
        Assert.Equal([2, 2, 2, 2, 2, 2, 2], Counts(_repository, image, admin).Select(count => count()));

        void Add(string name)
        {
            _repository.AddLogEntry(new FakeLogEntry { Kind = name, Time = DateTimeOffset.UnixEpoch });
            _repository.SetActions(day, 1);
            _repository.SetActions(day = day.AddDays(1), 0);
            _repository.SetActions(day.AddDays(-1), 3);
            _repository.AddAutoPrunePolicy("number_of_tags", 1);
            _repository.AddImmutabilityPolicy(name);
            _repository.AddLabel(image.Digest, name, "x");
            admin.Star(_quay.AddRepository("acme/" + name));
            _repository.Namespace.AddOwner(_quay.AddUser("owner-" + name).Name);
        }
    }

    [Fact]
    public async Task Threads_can_write_to_a_repository_while_others_read_it()
    {
        const int Writers = 4;
        const int Writes = 250;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() =>
        {
            for (int number = 0; number < Writes; number++)
            {
                _repository.AddLogEntry(new FakeLogEntry { Kind = "push_repo", Time = DateTimeOffset.UnixEpoch });
                _repository.AddAutoPrunePolicy("number_of_tags", 1);
                Assert.All(_repository.Log, entry => Assert.Equal("push_repo", entry.Kind));
            }
        })));
        Assert.Equal((Writers * Writes, Writers * Writes), (_repository.Log.Count, _repository.AutoPrunePolicies.Count));
        Assert.Equal(Writers * Writes, _repository.AutoPrunePolicies.DistinctBy(policy => policy.Id).Count());
    }

    [Fact]
    public void Repository_statistics_contain_the_actions_that_a_test_set()
    {
        DateOnly today = DateOnly.FromDateTime(_quay.TimeProvider.GetUtcNow().UtcDateTime);
        _repository.SetActions(today.AddDays(-1), 2);
        _repository.SetActions(today.AddDays(-1), 7);
        Assert.Equal(7, (int)_quay.Send("GET", "acme/app?includeStats=true").Json()["stats"]![0]!["count"]!);
        Assert.Throws<ArgumentOutOfRangeException>(() => _repository.SetActions(today, -1));
    }

    private static List<Func<int>> Counts(FakeRepository repository, FakeManifest image, FakeNamespace admin)
    {
        var (log, actions, prunes, policies) =
            (repository.Log, repository.Actions, repository.AutoPrunePolicies, repository.ImmutabilityPolicies);
        var (labels, stars, owners) = (image.Labels, admin.Stars, repository.Namespace.Owners);
        return
        [
            () => log.Count, () => actions.Count(day => day.Value > 0), () => prunes.Count,
            () => policies.Count, () => labels.Count, () => stars.Count,
            () => owners.Count(owner => owner != "admin"),
        ];
    }
}
