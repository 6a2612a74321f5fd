using System.Text.Json.Nodes;
using CsCheck;

namespace Quay.Client.Testing.Tests.Registry;

/// <summary>
/// Whatever is done to tags, in whatever order, by the API or by the fake's methods,
/// and whenever: the history stays one that Quay could have.
/// </summary>
public class LifetimePropertyTests
{
    private static readonly Gen<(TimeSpan TimeMachine, bool Immutability, Act[] Acts)> Stories = Gen.Select(
        Gen.OneOf(TimeSpan.FromDays(14), TimeSpan.FromDays(1), TimeSpan.Zero), Gen.Bool, Act.Some.Array[0, 30]);

    [Fact]
    public void At_most_one_row_of_a_tag_is_alive_at_every_moment() => AtTheEnd(scene =>
    {
        foreach (IGrouping<string, FakeTagEntry> tag in scene.Repository.Entries.GroupBy(entry => entry.Name))
        {
            List<FakeTagEntry> lifetimes =
                [.. tag.Where(entry => entry.End is null || entry.End > entry.Start).OrderBy(entry => entry.Start)];
            Assert.All(
                lifetimes.Zip(lifetimes.Skip(1)),
                pair => Assert.True(pair.First.End <= pair.Second.Start, $"{pair.First} overlaps {pair.Second}"));
        }
    });

    [Fact]
    public void No_two_rows_of_a_tag_end_in_the_same_millisecond() => AtTheEnd(scene =>
    {
        var ends = scene.Repository.Entries.Where(entry => entry.End is not null).Select(entry => (entry.Name, entry.End)).ToList();
        Assert.Equal(ends.Distinct(), ends);
    });

    [Fact]
    public void The_newest_start_comes_first_and_of_one_millisecond_the_first_name() => AtTheEnd(scene =>
    {
        IReadOnlyList<FakeTagEntry> entries = scene.Repository.Entries;
        Assert.Equal(entries.OrderByDescending(entry => entry.Start).ThenBy(entry => entry.Name, StringComparer.Ordinal), entries);
    });

    [Fact]
    public void A_write_touches_only_its_own_tag_and_of_a_row_only_its_end_and_immutability() => AtEachAct((scene, act) =>
    {
        List<(FakeTagEntry Entry, string Looks, DateTimeOffset? End, bool IsImmutable)> before =
            [.. scene.Repository.Entries.Select(entry => (entry, Fixed(entry), entry.End, entry.IsImmutable))];
        scene.Do(act);
        HashSet<FakeTagEntry> after = [.. scene.Repository.Entries];
        foreach ((FakeTagEntry entry, string looks, DateTimeOffset? end, bool isImmutable) in before)
        {
            if (act.Kind == ActKind.Collect && !after.Contains(entry))
            {
                continue;
            }

            Assert.Contains(entry, after);
            Assert.Equal(looks, Fixed(entry));

            // The end of an image's last tag is that of its signature.
            if (entry.Name != act.Tag && !entry.Name.EndsWith(".sig", StringComparison.Ordinal))
            {
                Assert.Equal((end, isImmutable), (entry.End, entry.IsImmutable));
            }
        }

        Assert.All(after.Except(before.Select(old => old.Entry)), entry => Assert.Equal(act.Tag, entry.Name));

        static string Fixed(FakeTagEntry entry) => $"{entry.Name} {entry.Digest} {entry.Start:O} {entry.IsReversion}";
    });

    [Fact]
    public void An_expiration_that_is_set_lies_an_hour_to_104_weeks_after_the_start() => AtEachAct((scene, act) =>
    {
        FakeTagEntry? entry = scene.Repository.FindTag(act.Tag);
        DateTimeOffset? before = entry?.End;
        scene.Do(act);
        if (act.Kind == ActKind.Expire && entry is not null && entry.End != before)
        {
            Assert.InRange(entry.End!.Value, entry.Start.AddHours(1), entry.Start.AddDays(7 * 104));
        }
    });

    [Fact]
    public void The_collector_takes_the_rows_that_ended_before_the_window_and_no_other() => AtTheEnd(scene =>
    {
        bool isImmutableKept = scene.Quay.Features is { ImmutableTags: true, ImmutableTagsCanExpire: false };
        DateTimeOffset window = scene.Now - scene.Repository.Namespace.TimeMachine;
        List<FakeTagEntry> left =
            [.. scene.Repository.Entries.Where(entry => !(entry.End <= window) || (isImmutableKept && entry.IsImmutable))];
        scene.Repository.Collect();
        Assert.Equal(left, scene.Repository.Entries);
    });

    [Fact]
    public void An_image_is_kept_while_a_row_or_a_list_refers_to_it() => AtEachAct((scene, act) =>
    {
        List<string> before = Digests(scene);
        scene.Do(act);
        List<string> after = Digests(scene);
        Assert.All(scene.Repository.Entries, entry => Assert.Same(entry.Manifest, scene.Repository.FindManifest(entry.Digest)));
        Assert.All(Children(scene).Intersect(before), child => Assert.Contains(child, after));
        if (act.Kind != ActKind.Collect)
        {
            Assert.Subset(after.ToHashSet(), before.ToHashSet());
        }

        static List<string> Digests(Scene scene) => [.. scene.Repository.Manifests.Select(manifest => manifest.Digest)];
    });

    [Fact]
    public void With_the_last_row_that_refers_to_it_an_image_goes() => AtTheEnd(scene =>
    {
        List<string> before = [.. scene.Repository.Entries.Select(entry => entry.Digest)];
        scene.Repository.Collect();
        IEnumerable<string> unused =
            before.Except(scene.Repository.History.Table.All.Select(entry => entry.Digest)).Except(Children(scene));
        Assert.All(unused, digest => Assert.Null(scene.Repository.FindManifest(digest)));
    });

    [Fact]
    public void The_pages_hold_the_rows_and_the_active_pages_the_tags() =>
        Stories.Select(Gen.Int[1, 12]).Sample((story, limit) =>
        {
            Scene scene = Play(story, (scene, act) => scene.Do(act));
            AssertListed(scene.Repository.Entries, scene.Quay.AllPages(Scene.Name, limit));
            AssertListed(scene.Repository.Tags, scene.Quay.AllPages(Scene.Name, limit, "&onlyActiveTags=true"));
            AssertListed(
                scene.Repository.Entries.Where(entry => entry.Name == "a"), scene.Quay.AllPages(Scene.Name, limit, "&specificTag=a"));
            AssertListed(scene.Repository.Entries.Where(entry => entry.Name is "b" or "B"), scene.Quay.AllPages(
                Scene.Name, limit, "&filter_tag_name=like:b")
                .Where(entry => (string)entry["name"]! is "b" or "B"));
            Assert.Equal(
                scene.Repository.Tags.ToDictionary(entry => entry.Name, entry => entry.Digest),
                scene.Quay
                    .Send("GET", Scene.Name)
                    .Json()["tags"]!
                    .AsObject()
                    .ToDictionary(tag => tag.Key, tag => (string)tag.Value!["manifest_digest"]!));
        });

    [Fact]
    public void What_the_API_took_is_what_is_there_then() => AtEachAct((scene, act) =>
    {
        FakeRepository repository = scene.Repository;
        FakeTagEntry? before = repository.FindTag(act.Tag);
        DateTimeOffset? end = before?.End;
        int entries = repository.Entries.Count;
        string all = string.Join('\n', repository.Entries);
        int? status = scene.Ask(act)?.Status;
        FakeTagEntry? after = repository.FindTag(act.Tag);
        switch (act.Kind, status)
        {
            case (ActKind.Move, 201):
            case (ActKind.Restore, 200):
                Assert.Equal(entries + 1, repository.Entries.Count);
                FakeTagEntry added = repository.Entries.First(
                    entry => entry.Name == act.Tag && entry.IsReversion == (act.Kind == ActKind.Restore) && entry != before);
                Assert.Equal(Act.Digest(act.Image), added.Digest);
                Assert.True(before is null || before.End == added.Start);
                break;
            case (ActKind.Delete, 204):
            case (ActKind.DeletePermanently, 200):
                Assert.NotNull(before);
                Assert.Null(after);
                break;
            case (ActKind.Expire or ActKind.NeverExpire or ActKind.MakeImmutable or ActKind.MakeMutable, 201):
                Assert.Equal(entries, repository.Entries.Count);
                break;
            case (ActKind.DeleteFromHistory, 200):
                // The millisecond that the write takes may be the one in which the tag expires.
                Assert.True(after == before || (after is null && end <= scene.Now.AddSeconds(1)), $"{before} became {after}");
                break;
            case (_, 400 or 404 or 409):
                Assert.Equal(all, string.Join('\n', repository.Entries));
                break;
            default:
                break;
        }
    });

    private static IEnumerable<string> Children(Scene scene) => scene.Repository.Manifests.SelectMany(list => list.Children);

    private static void AtTheEnd(Action<Scene> check) => Stories.Sample(story => check(Play(story, (scene, act) => scene.Do(act))));

    private static void AtEachAct(Action<Scene, Act> act) => Stories.Sample(story => { Play(story, act); });

    private static Scene Play((TimeSpan TimeMachine, bool Immutability, Act[] Acts) story, Action<Scene, Act> perform)
    {
        var scene = new Scene(story.TimeMachine, story.Immutability);
        foreach (Act act in story.Acts)
        {
            perform(scene, act);
        }

        scene.CatchUp();
        return scene;
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
