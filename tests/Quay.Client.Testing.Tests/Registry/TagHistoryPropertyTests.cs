using System.Text.Json.Nodes;
using CsCheck;

namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Tests that the history stays consistent after any sequence of operations, over the API or by the fake's methods.</summary>
public class TagHistoryPropertyTests
{
    private static readonly Gen<(TimeSpan TimeMachine, bool Immutability, RepositoryOperation[] Operations)> Runs = Gen.Select(
        Gen.OneOf(TimeSpan.FromDays(14), TimeSpan.FromDays(1), TimeSpan.Zero), Gen.Bool, RepositoryOperation.Any.Array[0, 30]);

    [Fact]
    public void Entries_of_a_tag_never_overlap() => AfterAllOperations(scenario =>
    {
        foreach (IGrouping<string, FakeTagEntry> tag in scenario.Repository.Entries.GroupBy(entry => entry.Name))
        {
            List<FakeTagEntry> lifetimes =
                [.. tag.Where(entry => entry.End is null || entry.End > entry.Start).OrderBy(entry => entry.Start)];
            Assert.All(
                lifetimes.Zip(lifetimes.Skip(1)),
                pair => Assert.True(pair.First.End <= pair.Second.Start, $"{pair.First} overlaps {pair.Second}"));
        }
    });

    [Fact]
    public void Entries_of_a_tag_never_end_in_the_same_millisecond() => AfterAllOperations(scenario =>
    {
        var ends = scenario.Repository.Entries.Where(entry => entry.End is not null).Select(entry => (entry.Name, entry.End)).ToList();
        Assert.Equal(ends.Distinct(), ends);
    });

    [Fact]
    public void Entries_are_sorted_by_start_descending_and_then_by_name() => AfterAllOperations(scenario =>
    {
        IReadOnlyList<FakeTagEntry> entries = scenario.Repository.Entries;
        Assert.Equal(entries.OrderByDescending(entry => entry.Start).ThenBy(entry => entry.Name, StringComparer.Ordinal), entries);
    });

    [Fact]
    public void Write_changes_only_entries_of_its_tag_and_only_their_end_and_immutability() => ForEachOperation((scenario, operation) =>
    {
        List<(FakeTagEntry Entry, string Looks, DateTimeOffset? End, bool IsImmutable)> before =
            [.. scenario.Repository.Entries.Select(entry => (entry, Fixed(entry), entry.End, entry.IsImmutable))];
        scenario.Apply(operation);
        HashSet<FakeTagEntry> after = [.. scenario.Repository.Entries];
        foreach ((FakeTagEntry entry, string looks, DateTimeOffset? end, bool isImmutable) in before)
        {
            if (operation.Kind == OperationKind.Collect && !after.Contains(entry))
            {
                continue;
            }

            Assert.Contains(entry, after);
            Assert.Equal(looks, Fixed(entry));

            // When the last tag of an image ends, its signature tag ends too.
            if (entry.Name != operation.Tag && !entry.Name.EndsWith(".sig", StringComparison.Ordinal))
            {
                Assert.Equal((end, isImmutable), (entry.End, entry.IsImmutable));
            }
        }

        Assert.All(after.Except(before.Select(old => old.Entry)), entry => Assert.Equal(operation.Tag, entry.Name));

        static string Fixed(FakeTagEntry entry) => $"{entry.Name} {entry.Digest} {entry.Start:O} {entry.IsReversion}";
    });

    [Fact]
    public void Expiration_is_between_an_hour_and_104_weeks_after_the_start() => ForEachOperation((scenario, operation) =>
    {
        FakeTagEntry? entry = scenario.Repository.FindTag(operation.Tag);
        DateTimeOffset? before = entry?.End;
        scenario.Apply(operation);
        if (operation.Kind == OperationKind.Expire && entry is not null && entry.End != before)
        {
            Assert.InRange(entry.End!.Value, entry.Start.AddHours(1), entry.Start.AddDays(7 * 104));
        }
    });

    [Fact]
    public void Collector_removes_exactly_the_entries_that_ended_before_the_window() => AfterAllOperations(scenario =>
    {
        bool isImmutableKept = scenario.Quay.Features is { ImmutableTags: true, ImmutableTagsCanExpire: false };
        DateTimeOffset window = scenario.Now - scenario.Repository.Namespace.TimeMachine;
        List<FakeTagEntry> left =
            [.. scenario.Repository.Entries.Where(entry => !(entry.End <= window) || (isImmutableKept && entry.IsImmutable))];
        scenario.Repository.Collect();
        Assert.Equal(left, scenario.Repository.Entries);
    });

    [Fact]
    public void Image_exists_while_an_entry_or_a_list_uses_it() => ForEachOperation((scenario, operation) =>
    {
        List<string> before = Digests(scenario);
        scenario.Apply(operation);
        List<string> after = Digests(scenario);
        Assert.All(scenario.Repository.Entries, entry => Assert.Same(entry.Manifest, scenario.Repository.FindManifest(entry.Digest)));
        Assert.All(Children(scenario).Intersect(before), child => Assert.Contains(child, after));
        if (operation.Kind != OperationKind.Collect)
        {
            Assert.Subset(after.ToHashSet(), before.ToHashSet());
        }

        static List<string> Digests(RepositoryScenario scenario) => [.. scenario.Repository.Manifests.Select(manifest => manifest.Digest)];
    });

    [Fact]
    public void Collector_removes_an_image_with_the_last_entry_that_uses_it() => AfterAllOperations(scenario =>
    {
        List<string> before = [.. scenario.Repository.Entries.Select(entry => entry.Digest)];
        scenario.Repository.Collect();
        IEnumerable<string> unused =
            before.Except(scenario.Repository.History.Table.All.Select(entry => entry.Digest)).Except(Children(scenario));
        Assert.All(unused, digest => Assert.Null(scenario.Repository.FindManifest(digest)));
    });

    [Fact]
    public void Pages_contain_all_entries_and_pages_of_active_tags_all_tags() =>
        Runs.Select(Gen.Int[1, 12]).Sample((run, limit) =>
        {
            RepositoryScenario scenario = Play(run, (scenario, operation) => scenario.Apply(operation));
            AssertListed(scenario.Repository.Entries, scenario.Quay.AllPages(RepositoryScenario.Name, limit));
            AssertListed(scenario.Repository.Tags, scenario.Quay.AllPages(RepositoryScenario.Name, limit, "&onlyActiveTags=true"));
            AssertListed(
                scenario.Repository.Entries.Where(entry => entry.Name == "a"),
                scenario.Quay.AllPages(RepositoryScenario.Name, limit, "&specificTag=a"));
            AssertListed(scenario.Repository.Entries.Where(entry => entry.Name is "b" or "B"), scenario.Quay.AllPages(
                RepositoryScenario.Name, limit, "&filter_tag_name=like:b")
                .Where(entry => (string)entry["name"]! is "b" or "B"));
            Assert.Equal(
                scenario.Repository.Tags.ToDictionary(entry => entry.Name, entry => entry.Digest),
                scenario.Quay
                    .Send("GET", RepositoryScenario.Name)
                    .Json()["tags"]!
                    .AsObject()
                    .ToDictionary(tag => tag.Key, tag => (string)tag.Value!["manifest_digest"]!));
        });

    [Fact]
    public void Accepted_request_is_applied_and_a_rejected_one_changes_nothing() => ForEachOperation((scenario, operation) =>
    {
        FakeRepository repository = scenario.Repository;
        FakeTagEntry? before = repository.FindTag(operation.Tag);
        DateTimeOffset? end = before?.End;
        int entries = repository.Entries.Count;
        string all = string.Join('\n', repository.Entries);
        int? status = scenario.ApplyOverApi(operation)?.Status;
        FakeTagEntry? after = repository.FindTag(operation.Tag);
        switch (operation.Kind, status)
        {
            case (OperationKind.Move, 201):
            case (OperationKind.Restore, 200):
                Assert.Equal(entries + 1, repository.Entries.Count);
                bool isReversion = operation.Kind == OperationKind.Restore;
                FakeTagEntry added = repository.Entries.First(
                    entry => entry.Name == operation.Tag && entry.IsReversion == isReversion && entry != before);
                Assert.Equal(RepositoryOperation.Digest(operation.Image), added.Digest);
                Assert.True(before is null || before.End == added.Start);
                break;
            case (OperationKind.Delete, 204):
            case (OperationKind.DeletePermanently, 200):
                Assert.NotNull(before);
                Assert.Null(after);
                break;
            case (OperationKind.Expire or OperationKind.NeverExpire or OperationKind.MakeImmutable or OperationKind.MakeMutable, 201):
                Assert.Equal(entries, repository.Entries.Count);
                break;
            case (OperationKind.DeleteFromHistory, 200):
                // The write advances the time by a millisecond, in which the tag can expire.
                Assert.True(after == before || (after is null && end <= scenario.Now.AddSeconds(1)), $"{before} became {after}");
                break;
            case (_, 400 or 404 or 409):
                Assert.Equal(all, string.Join('\n', repository.Entries));
                break;
            default:
                break;
        }
    });

    private static IEnumerable<string> Children(RepositoryScenario scenario) =>
        scenario.Repository.Manifests.SelectMany(list => list.Children);

    private static void AfterAllOperations(Action<RepositoryScenario> check) =>
        Runs.Sample(run => check(Play(run, (scenario, operation) => scenario.Apply(operation))));

    private static void ForEachOperation(Action<RepositoryScenario, RepositoryOperation> apply) =>
        Runs.Sample(run => { Play(run, apply); });

    private static RepositoryScenario Play(
        (TimeSpan TimeMachine, bool Immutability, RepositoryOperation[] Operations) run,
        Action<RepositoryScenario, RepositoryOperation> apply)
    {
        var scenario = new RepositoryScenario(run.TimeMachine, run.Immutability);
        foreach (RepositoryOperation operation in run.Operations)
        {
            apply(scenario, operation);
        }

        scenario.CatchUp();
        return scenario;
    }

    private static void AssertListed(IEnumerable<FakeTagEntry> entries, IEnumerable<JsonObject> listed) => Assert.Equal(
        entries.Select(entry => (
            entry.Name,
            (long?)entry.Start.ToUnixTimeSeconds(),
            entry.End?.ToUnixTimeSeconds(),
            entry.Digest,
            entry.IsReversion,
            entry.Manifest.Size)),
        listed.Select(entry => (
            (string)entry["name"]!,
            (long?)entry["start_ts"],
            (long?)entry["end_ts"],
            (string)entry["manifest_digest"]!,
            (bool)entry["reversion"]!,
            (long?)entry["size"])));
}
