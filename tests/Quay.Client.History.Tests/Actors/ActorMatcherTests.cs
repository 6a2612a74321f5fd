using static Quay.Client.History.Tests.Actors.Logged;

namespace Quay.Client.History.Tests.Actors;

/// <summary>Verifies which log entry explains an event, without a server.</summary>
public class ActorMatcherTests
{
    [Theory]
    [InlineData(TagEventKind.Created, "push_repo", "alice, registry")]
    [InlineData(TagEventKind.Created, "create_tag", "alice, API")]
    [InlineData(TagEventKind.Began, "push_repo", "alice, registry")]
    [InlineData(TagEventKind.Moved, "push_repo", "alice, registry")]
    [InlineData(TagEventKind.Moved, "move_tag", "alice, API")]
    [InlineData(TagEventKind.PushedAgain, "move_tag", "alice, API")]
    [InlineData(TagEventKind.Reverted, "revert_tag", "alice, API")]
    [InlineData(TagEventKind.Reverted, "push_repo", "unknown")]
    [InlineData(TagEventKind.Created, "revert_tag", "unknown")]
    [InlineData(TagEventKind.Created, "delete_tag", "unknown")]
    [InlineData(TagEventKind.Created, "pull_repo", "unknown")]
    [InlineData(TagEventKind.Removed, "delete_tag", "alice, API")]
    [InlineData(TagEventKind.Removed, "autoprune_tag_delete", "alice, auto-prune")]
    [InlineData(TagEventKind.Removed, "push_repo", "unknown")]
    [InlineData(TagEventKind.PermanentlyDeleted, "permanently_delete_tag", "alice, API")]
    [InlineData(TagEventKind.PermanentlyDeleted, "delete_tag", "unknown")]
    [InlineData(TagEventKind.Expired, "delete_tag", "expiry")]
    public void Event_is_explained_by_the_kinds_of_entry_that_cause_it(TagEventKind kind, string logged, string expected) =>
        Assert.Equal(expected, MatchOne(Event(kind, 10, from: X, to: Y), Log(logged, 10)).ToString());

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Entry_is_used_from_one_second_before_to_five_seconds_after_the_event(int difference, bool isMatch) => Assert.Equal(
        isMatch ? "alice, registry" : "unknown",
        MatchOne(Event(TagEventKind.Created, 10, to: X), Log("push_repo", 10 + difference)).ToString());

    [Fact]
    public void Entry_of_another_tag_is_not_used() =>
        Assert.Equal("unknown", MatchOne(Event(TagEventKind.Created, 10, to: X), Log("push_repo", 10, tag: "v10")).ToString());

    [Theory]
    [InlineData("manifest_digest", "aaaa", true)]
    [InlineData("manifest_digest", "bbbb", false)]
    [InlineData("original_manifest_digest", "bbbb", true)]
    [InlineData("original_manifest_digest", "aaaa", false)]
    [InlineData("original_manifest_digest", "", true)]
    public void Digests_of_the_entry_must_be_those_of_the_event(string name, string digest, bool isMatch)
    {
        string value = digest.Length == 0 ? "null" : $"\"sha256:{string.Concat(Enumerable.Repeat(digest, 16))}\"";
        TagEventActor actor = MatchOne(Event(TagEventKind.Moved, 10, from: Y, to: X), Log("move_tag", 10, $"\"{name}\": {value}"));
        Assert.Equal(isMatch, actor.Means == TagEventMeans.Api);
    }

    [Fact]
    public void Deletion_over_the_registry_has_the_digest_or_the_tag_as_its_digest()
    {
        Assert.Equal(["alice, registry", "alice, registry", "unknown"], new[] { X, "v1", Y }.Select(digest => MatchOne(
            Event(TagEventKind.Removed, 10, from: X, start: 5),
            Log("delete_tag", 10, $"\"digest\": \"{digest}\", \"user-agent\": \"skopeo\"")).ToString()));
    }

    [Fact]
    public void Nearest_entry_is_used()
    {
        TagEvent[] events = [Event(TagEventKind.Moved, 10, X, Y), Event(TagEventKind.Moved, 13, Y, X)];
        Assert.Equal(
            ["bob, registry", "alice, registry"], Match(events, Log("push_repo", 13), Log("push_repo", 10, performer: "bob")));
        Assert.Equal(["unknown", "alice, registry"], Match(events, Log("push_repo", 13)));
    }

    [Fact]
    public void Entry_explains_only_one_event() => Assert.Equal(
        ["unknown", "unknown"],
        Match([Event(TagEventKind.Moved, 10, X, Y), Event(TagEventKind.Moved, 11, Y, X)], Log("push_repo", 11)));

    [Fact]
    public void Entries_of_one_actor_explain_as_many_events() => Assert.Equal(
        ["alice, registry", "alice, registry"],
        Match([Event(TagEventKind.Moved, 10, X, Y), Event(TagEventKind.Moved, 11, Y, X)], Log("push_repo", 11), Log("push_repo", 10)));

    [Fact]
    public void Entries_of_different_actors_at_the_same_time_are_not_guessed()
    {
        TagEventActor actor = MatchOne(
            Event(TagEventKind.Moved, 10, X, Y), Log("push_repo", 10), Log("push_repo", 11, performer: "bob"));
        Assert.Equal(TagEventMeans.Unknown, actor.Means);
        Assert.Contains("different actors", actor.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Digest_distinguishes_entries_of_different_actors_at_the_same_time() => Assert.Equal(
        ["alice, API", "bob, API"],
        Match(
            [Event(TagEventKind.Moved, 10, X, Y), Event(TagEventKind.Moved, 10, Y, X)],
            Log("move_tag", 10, $"\"manifest_digest\": \"{X}\"", "bob"),
            Log("move_tag", 10, $"\"manifest_digest\": \"{Y}\"")));

    [Fact]
    public void One_permanent_deletion_explains_all_entries_that_it_removed() => Assert.Equal(
        ["alice, API", "alice, API", "unknown"],
        Match(
            [
                Event(TagEventKind.PermanentlyDeleted, 10, to: X, start: 1),
                Event(TagEventKind.PermanentlyDeleted, 10, to: X, start: 3),
                Event(TagEventKind.PermanentlyDeleted, 10, to: Y, start: 2),
            ],
            Log("permanently_delete_tag", 10, $"\"manifest_digest\": \"{X}\"")));

    [Theory]
    [InlineData(TagEventKind.Removed)]
    [InlineData(TagEventKind.Expired)]
    [InlineData(TagEventKind.WillExpire)]
    public void Expiry_names_who_set_it(TagEventKind kind)
    {
        string expiration = Expiration(5000);
        TagEvent ended = Event(kind, 5000, from: X, start: 10);
        TagEventActor actor = MatchOne(
            ended,
            Log("change_tag_expiration", 5, expiration, "eve"),
            Log("change_tag_expiration", 20, expiration, "bob"),
            Log("change_tag_expiration", 30, expiration),
            Log("change_tag_expiration", 40, "\"expiration_date\": null", "eve"));
        Assert.Equal("alice, expiry", actor.ToString());
        Assert.Equal(("change_tag_expiration", At(30)), (actor.LogKind, actor.LogTime));
    }

    [Fact]
    public void Expiry_of_an_earlier_entry_or_for_another_time_is_not_used()
    {
        TagEvent ended = Event(TagEventKind.Removed, 5000, from: X, start: 10);
        Assert.Equal("unknown", MatchOne(ended, Log("change_tag_expiration", 5, Expiration(5000))).ToString());
        Assert.Equal("unknown", MatchOne(ended, Log("change_tag_expiration", 20, Expiration(5001))).ToString());
        Assert.Equal("expiry", MatchOne(ended with { Kind = TagEventKind.Expired }).ToString());
    }

    [Fact]
    public void Push_before_a_synchronization_is_of_the_mirror()
    {
        TagEvent pushed = Event(TagEventKind.Created, 10, to: X);
        LogEntry push = Log("push_repo", 10, performer: "acme+mirror");
        Assert.Equal("acme+mirror, mirror", MatchOne(pushed, push, Log("repo_mirror_sync_tag_success", 12, performer: null)).ToString());
        Assert.Equal("acme+mirror, registry", MatchOne(pushed, push, Log("repo_mirror_sync_tag_success", 9, performer: null)).ToString());
        Assert.Equal("unknown", MatchOne(pushed, Log("repo_mirror_sync_tag_success", 12, performer: null)).ToString());
    }

    [Fact]
    public void Entry_without_a_performer_has_no_name()
    {
        TagEventActor actor = MatchOne(Event(TagEventKind.Created, 10, to: X), Log("push_repo", 10, performer: null));
        Assert.Equal((null, TagEventMeans.Registry, "registry"), (actor.Name, actor.Means, actor.ToString()));
    }

    [Fact]
    public void End_of_the_newest_of_overlapping_entries_is_explained_by_a_deletion() => Assert.Equal(
        "alice, API", MatchOne(Event(TagEventKind.Moved, 10, X, Y, start: 1), Log("delete_tag", 10), Log("push_repo", 10)).ToString());

    [Fact]
    public void Event_without_a_time_and_gap_in_the_log_are_stated()
    {
        IReadOnlyList<TagEvent> events = MatchAll(
            [Event(TagEventKind.Removed, 10, from: X), Event(TagEventKind.Removed, 10, from: X) with { At = null }],
            [],
            "The log is incomplete: 3 entries are missing.");
        Assert.EndsWith("The log is incomplete: 3 entries are missing.", events[0].Actor!.Reason, StringComparison.Ordinal);
        Assert.Equal("The time of the event is unknown.", events[1].Actor!.Reason);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"tag\": 1}")]
    [InlineData("{\"tag\": null}")]
    [InlineData("{}")]
    public void Entry_with_other_metadata_is_ignored(string metadata) => Assert.Equal(
        "unknown",
        MatchOne(
            Event(TagEventKind.Created, 10, to: X),
            System.Text.Json.JsonSerializer.Deserialize<LogEntry>(
                $$"""{"kind": "push_repo", "datetime": "Mon, 23 Nov 2026 12:00:10 -0000", "metadata": {{metadata}}}""")!).ToString());

    private static string Expiration(double at) => $"\"expiration_date\": {At(at).ToUnixTimeSeconds()}";
}
