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
        foreach (IGrouping<string, FakeTagRow> tag in scene.Repository.Rows.GroupBy(row => row.Name))
        {
            List<FakeTagRow> lifetimes = [.. tag.Where(row => row.End is null || row.End > row.Start).OrderBy(row => row.Start)];
            Assert.All(
                lifetimes.Zip(lifetimes.Skip(1)),
                pair => Assert.True(pair.First.End <= pair.Second.Start, $"{pair.First} overlaps {pair.Second}"));
        }
    });

    [Fact]
    public void No_two_rows_of_a_tag_end_in_the_same_millisecond() => AtTheEnd(scene =>
    {
        var ends = scene.Repository.Rows.Where(row => row.End is not null).Select(row => (row.Name, row.End)).ToList();
        Assert.Equal(ends.Distinct(), ends);
    });

    [Fact]
    public void The_newest_start_comes_first_and_of_one_millisecond_the_first_name() => AtTheEnd(scene =>
    {
        IReadOnlyList<FakeTagRow> rows = scene.Repository.Rows;
        Assert.Equal(rows.OrderByDescending(row => row.Start).ThenBy(row => row.Name, StringComparer.Ordinal), rows);
    });

    [Fact]
    public void A_write_touches_only_its_own_tag_and_of_a_row_only_its_end_and_immutability() => AtEachAct((scene, act) =>
    {
        List<(FakeTagRow Row, string Looks, DateTimeOffset? End, bool IsImmutable)> before =
            [.. scene.Repository.Rows.Select(row => (row, Fixed(row), row.End, row.IsImmutable))];
        scene.Do(act);
        HashSet<FakeTagRow> after = [.. scene.Repository.Rows];
        foreach ((FakeTagRow row, string looks, DateTimeOffset? end, bool isImmutable) in before)
        {
            if (act.Kind == ActKind.Collect && !after.Contains(row))
            {
                continue;
            }

            Assert.Contains(row, after);
            Assert.Equal(looks, Fixed(row));

            // The end of an image's last tag is that of its signature.
            if (row.Name != act.Tag && !row.Name.EndsWith(".sig", StringComparison.Ordinal))
            {
                Assert.Equal((end, isImmutable), (row.End, row.IsImmutable));
            }
        }

        Assert.All(after.Except(before.Select(old => old.Row)), row => Assert.Equal(act.Tag, row.Name));

        static string Fixed(FakeTagRow row) => $"{row.Name} {row.Digest} {row.Start:O} {row.IsReversion}";
    });

    [Fact]
    public void An_expiration_that_is_set_lies_an_hour_to_104_weeks_after_the_start() => AtEachAct((scene, act) =>
    {
        FakeTagRow? row = scene.Repository.FindTag(act.Tag);
        DateTimeOffset? before = row?.End;
        scene.Do(act);
        if (act.Kind == ActKind.Expire && row is not null && row.End != before)
        {
            Assert.InRange(row.End!.Value, row.Start.AddHours(1), row.Start.AddDays(7 * 104));
        }
    });

    [Fact]
    public void The_collector_takes_the_rows_that_ended_before_the_window_and_no_other() => AtTheEnd(scene =>
    {
        bool isImmutableKept = scene.Quay.Features is { ImmutableTags: true, ImmutableTagsCanExpire: false };
        DateTimeOffset window = scene.Now - scene.Repository.Namespace.TimeMachine;
        List<FakeTagRow> left = [.. scene.Repository.Rows.Where(row => !(row.End <= window) || (isImmutableKept && row.IsImmutable))];
        scene.Repository.Collect();
        Assert.Equal(left, scene.Repository.Rows);
    });

    [Fact]
    public void An_image_is_kept_while_a_row_or_a_list_refers_to_it() => AtEachAct((scene, act) =>
    {
        List<string> before = Digests(scene);
        scene.Do(act);
        List<string> after = Digests(scene);
        Assert.All(scene.Repository.Rows, row => Assert.Same(row.Manifest, scene.Repository.FindManifest(row.Digest)));
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
        List<string> before = [.. scene.Repository.Rows.Select(row => row.Digest)];
        scene.Repository.Collect();
        IEnumerable<string> unused = before.Except(scene.Repository.History.Table.All.Select(row => row.Digest)).Except(Children(scene));
        Assert.All(unused, digest => Assert.Null(scene.Repository.FindManifest(digest)));
    });

    [Fact]
    public void The_pages_hold_the_rows_and_the_active_pages_the_tags() =>
        Stories.Select(Gen.Int[1, 12]).Sample((story, limit) =>
        {
            Scene scene = Play(story, (scene, act) => scene.Do(act));
            AssertListed(scene.Repository.Rows, scene.Quay.AllPages(Scene.Name, limit));
            AssertListed(scene.Repository.Tags, scene.Quay.AllPages(Scene.Name, limit, "&onlyActiveTags=true"));
            AssertListed(scene.Repository.Rows.Where(row => row.Name == "a"), scene.Quay.AllPages(Scene.Name, limit, "&specificTag=a"));
            AssertListed(scene.Repository.Rows.Where(row => row.Name is "b" or "B"), scene.Quay.AllPages(
                Scene.Name, limit, "&filter_tag_name=like:b")
                .Where(row => (string)row["name"]! is "b" or "B"));
            Assert.Equal(
                scene.Repository.Tags.ToDictionary(row => row.Name, row => row.Digest),
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
        FakeTagRow? before = repository.FindTag(act.Tag);
        DateTimeOffset? end = before?.End;
        int rows = repository.Rows.Count;
        string all = string.Join('\n', repository.Rows);
        int? status = scene.Ask(act)?.Status;
        FakeTagRow? after = repository.FindTag(act.Tag);
        switch (act.Kind, status)
        {
            case (ActKind.Move, 201):
            case (ActKind.Restore, 200):
                Assert.Equal(rows + 1, repository.Rows.Count);
                FakeTagRow added = repository.Rows.First(
                    row => row.Name == act.Tag && row.IsReversion == (act.Kind == ActKind.Restore) && row != before);
                Assert.Equal(Act.Digest(act.Image), added.Digest);
                Assert.True(before is null || before.End == added.Start);
                break;
            case (ActKind.Delete, 204):
            case (ActKind.DeletePermanently, 200):
                Assert.NotNull(before);
                Assert.Null(after);
                break;
            case (ActKind.Expire or ActKind.NeverExpire or ActKind.MakeImmutable or ActKind.MakeMutable, 201):
                Assert.Equal(rows, repository.Rows.Count);
                break;
            case (ActKind.DeleteFromHistory, 200):
                // The millisecond that the write takes may be the one in which the tag expires.
                Assert.True(after == before || (after is null && end <= scene.Now.AddSeconds(1)), $"{before} became {after}");
                break;
            case (_, 400 or 404 or 409):
                Assert.Equal(all, string.Join('\n', repository.Rows));
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

    private static void AssertListed(IEnumerable<FakeTagRow> rows, IEnumerable<System.Text.Json.Nodes.JsonObject> listed) => Assert.Equal(
        rows.Select(row => (
            row.Name,
            (long?)row.Start.ToUnixTimeSeconds(),
            row.End?.ToUnixTimeSeconds(),
            row.Digest,
            row.IsReversion,
            row.Manifest.Size)),
        listed.Select(row => (
            (string)row["name"]!,
            (long?)row["start_ts"],
            (long?)row["end_ts"],
            (string)row["manifest_digest"]!,
            (bool)row["reversion"]!,
            (long?)row["size"])));
}
