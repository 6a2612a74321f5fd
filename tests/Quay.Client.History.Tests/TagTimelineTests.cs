
namespace Quay.Client.History.Tests;

/// <summary>
/// Verifies the events of each arrangement of entries. Times are seconds; the entries are read at 1000, and the window starts at -100.
/// </summary>
public class TagTimelineTests
{
    private static readonly DateTimeOffset Zero = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1100);

    [Fact]
    public void Ended_entry_has_a_created_and_a_removed_event() => AssertEvents([Entry("a", 10, 20)], "10 Created -a", "20 Removed a-");

    [Fact]
    public void Live_entry_has_only_a_created_event() => AssertEvents([Entry("a", 10)], "10 Created -a");

    [Fact]
    public void Entry_with_a_future_end_has_a_created_and_a_will_expire_event() =>
        AssertEvents([Entry("a", 10, 2000)], "10 Created -a", "2000 WillExpire a-");

    [Fact]
    public void Entry_that_ends_at_the_time_of_reading_has_a_removed_event() =>
        AssertEvents([Entry("a", 10, 1000)], "10 Created -a", "1000 Removed a-");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Entry_that_starts_up_to_two_seconds_after_an_end_is_a_move(int gap) =>
        AssertEvents([Entry("b", 20 + gap), Entry("a", 10, 20)], "10 Created -a", $"{20 + gap} Moved ab");

    [Fact]
    public void Entry_that_starts_three_seconds_after_an_end_is_created() =>
        AssertEvents([Entry("b", 23), Entry("a", 10, 20)], "10 Created -a", "20 Removed a-", "23 Created -b");

    [Theory]
    [InlineData(2, "22 PushedAgain aa")]
    [InlineData(3, "20 Removed a-", "23 Created -a")]
    public void Same_digest_is_pushed_again_two_seconds_after_an_end_and_created_after_three(int gap, params string[] expected) =>
        AssertEvents([Entry("a", 20 + gap), Entry("a", 10, 20)], ["10 Created -a", .. expected]);

    [Fact]
    public void Reversion_has_a_reverted_event_after_any_entry() => AssertEvents(
        [Entry("b", 50, isReversion: true), Entry("a", 30, 40, isReversion: true), Entry("b", 20, 30), Entry("a", 10, 20)],
        "10 Created -a", "20 Moved ab", "30 Reverted ba", "40 Removed a-", "50 Reverted -b");

    [Fact]
    public void Events_of_one_second_have_the_order_of_Quay() => AssertEvents(
        [Entry("c", 20), Entry("b", 20, 20), Entry("a", 20, 20)],
        "20 Created -a", "20 Moved ab", "20 Moved bc");

    [Fact]
    public void Entry_that_ends_in_its_first_second_has_a_created_and_a_removed_event() =>
        AssertEvents([Entry("a", 20, 20)], "20 Created -a", "20 Removed a-");

    [Fact]
    public void Timeline_since_an_instant_has_the_events_of_its_second_the_later_ones_and_those_at_an_unknown_time()
    {
        var timeline = TagTimeline.Of(
            "acme/app",
            [
                Entry("d", 2000), Entry("c", 30, 2000) with { Name = "other" }, Entry("b", 20), Entry("a", 10, 20),
                Entry("z", 10, -50) with { Name = "removed" }, Entry("y", 0) with { Name = "old", Start = null },
            ],
            Zero.AddSeconds(1000),
            Window);
        string[] all = [.. timeline.Events.Select(happened => happened.ToString())];
        TagTimeline since = timeline.Since(Zero.AddSeconds(20.9).ToOffset(TimeSpan.FromHours(2)));
        Assert.Equal(all.Where(line => !line.Contains("12:00:10Z", StringComparison.Ordinal)), since.Events.Select(e => e.ToString()));
        Assert.Equal((timeline.Repository, timeline.ReadAt, timeline.CompleteFrom), (since.Repository, since.ReadAt, since.CompleteFrom));
        Assert.Contains(since.Events, happened => happened.At is null);
        Assert.True(since.Events.Count < timeline.Events.Count);
    }

    [Fact]
    public void Permanent_deletion_has_the_time_at_which_it_was_done() => AssertEvents(
        [Entry("a", 600, -100)],
        "600 Created -a", "1000 PermanentlyDeleted --");

    [Fact]
    public void Entry_after_a_permanently_deleted_one_has_an_unknown_predecessor() => AssertEvents(
        [Entry("b", 650), Entry("a", 600, -100)],
        "600 Created -a", "650 Began -b", "1000 PermanentlyDeleted --");

    [Fact]
    public void Permanently_deleted_entry_after_another_entry_is_a_move() => AssertEvents(
        [Entry("b", 600, -100), Entry("a", 10, 600)],
        "10 Created -a", "600 Moved ab", "1000 PermanentlyDeleted --");

    [Fact]
    public void Permanent_deletion_has_no_time_if_the_window_is_unknown()
    {
        TagEvent tagEvent = TagTimeline.Of("acme/app", [Entry("a", 600, -100)], Zero.AddSeconds(1000), window: null).Events[^1];
        Assert.Equal((TagEventKind.PermanentlyDeleted, null), (tagEvent.Kind, tagEvent.At));
    }

    [Fact]
    public void Entry_without_a_start_comes_first_and_has_no_time() => AssertEvents(
        [Entry("b", 20), Entry("a", null, 20)],
        "? Began -a", "20 Moved ab");

    [Fact]
    public void Tag_points_at_the_newest_of_overlapping_entries() => AssertEvents(
        [Entry("b", 20), Entry("a", 10, 40)],
        "10 Created -a", "20 Moved ab");

    [Fact]
    public void Tag_moves_back_to_the_older_overlapping_entry_when_the_newest_one_ends() => AssertEvents(
        [Entry("b", 20, 30), Entry("a", 10, 40)],
        "10 Created -a", "20 Moved ab", "30 Moved ba", "40 Removed a-");

    [Fact]
    public void Older_overlapping_entry_of_the_same_digest_is_pushed_again_when_the_newest_one_ends() => AssertEvents(
        [Entry("a", 20, 30), Entry("a", 10)],
        "10 Created -a", "20 PushedAgain aa", "30 PushedAgain aa");

    [Fact]
    public void Third_entry_is_a_move_from_the_older_overlapping_entry() => AssertEvents(
        [Entry("c", 35), Entry("b", 20, 30), Entry("a", 10, 40)],
        "10 Created -a", "20 Moved ab", "30 Moved ba", "35 Moved ac");

    [Fact]
    public void End_that_was_planned_in_an_earlier_snapshot_is_an_expiry() =>
        AssertEvents([Entry("a", 10, 500)], earlier: Snapshot(readAt: 100, Entry("a", 10, 500)), "10 Created -a", "500 Expired a-");

    [Fact]
    public void End_that_differs_from_the_planned_end_is_a_removal() =>
        AssertEvents([Entry("a", 10, 499)], earlier: Snapshot(readAt: 100, Entry("a", 10, 500)), "10 Created -a", "499 Removed a-");

    [Fact]
    public void End_that_was_past_in_the_earlier_snapshot_is_a_removal() =>
        AssertEvents([Entry("a", 10, 500)], earlier: Snapshot(readAt: 500, Entry("a", 10, 500)), "10 Created -a", "500 Removed a-");

    [Fact]
    public void Planned_end_of_another_entry_does_not_make_an_end_an_expiry() =>
        AssertEvents([Entry("a", 20, 500)], earlier: Snapshot(readAt: 100, Entry("a", 10, 500)), "20 Created -a", "500 Removed a-");

    [Fact]
    public void Events_of_all_tags_are_in_time_order_and_derived_per_tag() => AssertEvents(
        [Entry("b", 21, tag: "b"), Entry("a", 20, tag: "a"), Entry("a", 15, 20, tag: "b")],
        "15 Created -a", "20 Created -a", "21 Moved ab");

    [Theory]
    [InlineData(-99, "Began")]
    [InlineData(-98, "Began")]
    [InlineData(-97, "Created")]
    public void Entry_that_starts_up_to_two_seconds_into_the_window_has_an_unknown_predecessor(int start, string kind) =>
        AssertEvents([Entry("a", start)], $"{start} {kind} -a");

    [Fact]
    public void End_before_the_window_has_an_unknown_time() => AssertEvents(
        [Entry("a", -300, -200)],
        "-300 Began -a",
        "? Removed a-");

    [Fact]
    public void Entry_that_starts_while_an_earlier_one_may_have_lasted_has_an_unknown_predecessor() => AssertEvents(
        [Entry("b", 850), Entry("a", -300, -200)],
        "-300 Began -a",
        "850 Began -b");

    [Fact]
    public void Entry_that_starts_after_an_earlier_one_certainly_ended_is_created() =>
        AssertEvents([Entry("b", 901), Entry("a", -300, -200)], "-300 Began -a", "? Removed a-", "901 Created -b");

    [Fact]
    public void End_before_the_start_but_within_the_window_is_no_permanent_deletion() =>
        AssertEvents([Entry("b", 21), Entry("a", 20, 19)], "20 Created -a", "21 Moved ab");

    [Fact]
    public void Earlier_snapshot_of_another_repository_is_rejected() => Assert.Throws<ArgumentException>(
        "earlier", () => TagTimeline.Of("acme/web", [Entry("a", 10)], Zero, Window, Snapshot(readAt: 100, Entry("a", 10, 500))));

    [Fact]
    public void ToString_of_an_event_shows_both_digests_only_if_they_differ() => Assert.Equal(
        [" created a", " pushed again a", " moved a -> b", " removed (deleted or expired) b"],
        TagTimeline.Of("acme/app", [Entry("b", 30, 40), Entry("a", 20, 30), Entry("a", 10, 20)], Zero.AddSeconds(1000), Window)
            .Events.Select(tagEvent => tagEvent.ToString().Split("app")[1]));

    private static void AssertEvents(TagHistoryEntry[] entries, params string[] expected) => AssertEvents(entries, null, expected);

    private static void AssertEvents(TagHistoryEntry[] entries, RepositorySnapshot? earlier, params string[] expected) => Assert.Equal(
        expected,
        TagTimeline.Of("acme/app", entries, Zero.AddSeconds(1000), Window, earlier).Events.Select(tagEvent =>
            $"{(tagEvent.At - Zero)?.TotalSeconds.ToString("0", null) ?? "?"} {tagEvent.Kind} "
            + $"{tagEvent.FromDigest ?? "-"}{tagEvent.ToDigest ?? "-"}"));

    private static RepositorySnapshot Snapshot(int readAt, TagHistoryEntry entry) =>
        RepositorySnapshot.Of("acme/app", [entry], Zero.AddSeconds(Math.Min(readAt, 99)), Zero.AddSeconds(readAt), Window);

    private static TagHistoryEntry Entry(string digest, int? start, int? end = null, bool isReversion = false, string tag = "app") => new()
    {
        Name = tag,
        ManifestDigest = digest,
        Start = start is { } from ? Zero.AddSeconds(from) : null,
        End = end is { } to ? Zero.AddSeconds(to) : null,
        Reversion = isReversion,
    };
}
