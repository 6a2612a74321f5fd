
namespace Quay.Client.History.Tests;

/// <summary>
/// What each arrangement of rows is told as. Times are seconds, the rows are read at 1000, and the window begins at -100.
/// </summary>
public class TagTimelineTests
{
    private static readonly DateTimeOffset Zero = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1100);

    [Fact]
    public void A_tag_is_created_and_removed() => Tells([Row("a", 10, 20)], "10 Created -a", "20 Removed a-");

    [Fact]
    public void One_that_is_alive_was_created() => Tells([Row("a", 10)], "10 Created -a");

    [Fact]
    public void One_that_will_expire_is_not_removed_yet() => Tells([Row("a", 10, 2000)], "10 Created -a", "2000 WillExpire a-");

    [Fact]
    public void An_end_at_the_time_of_reading_is_past() => Tells([Row("a", 10, 1000)], "10 Created -a", "1000 Removed a-");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_row_that_begins_within_two_seconds_goes_on_with_the_one_before(int gap) =>
        Tells([Row("b", 20 + gap), Row("a", 10, 20)], "10 Created -a", $"{20 + gap} Moved ab");

    [Fact]
    public void A_row_that_begins_after_three_seconds_is_new() =>
        Tells([Row("b", 23), Row("a", 10, 20)], "10 Created -a", "20 Removed a-", "23 Created -b");

    [Theory]
    [InlineData(2, "22 PushedAgain aa")]
    [InlineData(3, "20 Removed a-", "23 Created -a")]
    public void The_same_image_is_pushed_again_or_anew(int gap, params string[] told) =>
        Tells([Row("a", 20 + gap), Row("a", 10, 20)], ["10 Created -a", .. told]);

    [Fact]
    public void A_reversion_is_one_whatever_was_before() => Tells(
        [Row("b", 50, isReversion: true), Row("a", 30, 40, isReversion: true), Row("b", 20, 30), Row("a", 10, 20)],
        "10 Created -a", "20 Moved ab", "30 Reverted ba", "40 Removed a-", "50 Reverted -b");

    [Fact]
    public void Rows_of_one_second_are_told_in_the_order_that_Quay_gives() => Tells(
        [Row("c", 20), Row("b", 20, 20), Row("a", 20, 20)],
        "20 Created -a", "20 Moved ab", "20 Moved bc");

    [Fact]
    public void A_row_without_length_is_created_and_removed() => Tells([Row("a", 20, 20)], "20 Created -a", "20 Removed a-");

    [Fact]
    public void A_row_that_was_permanently_deleted_is_told_with_the_time_at_which_that_was_done() => Tells(
        [Row("a", 600, -100)],
        "600 Created -a", "1000 PermanentlyDeleted --");

    [Fact]
    public void What_was_before_the_row_after_one_that_was_permanently_deleted_is_not_known() => Tells(
        [Row("b", 650), Row("a", 600, -100)],
        "600 Created -a", "650 Began -b", "1000 PermanentlyDeleted --");

    [Fact]
    public void What_was_before_one_that_was_permanently_deleted_moved_to_it() => Tells(
        [Row("b", 600, -100), Row("a", 10, 600)],
        "10 Created -a", "600 Moved ab", "1000 PermanentlyDeleted --");

    [Fact]
    public void A_permanent_deletion_has_no_time_where_the_window_is_not_known()
    {
        TagEvent happened = TagTimeline.Of("acme/app", [Row("a", 600, -100)], Zero.AddSeconds(1000), window: null).Events[^1];
        Assert.Equal((TagEventKind.PermanentlyDeleted, null), (happened.Kind, happened.At));
    }

    [Fact]
    public void A_row_without_a_start_comes_first_at_no_time() => Tells(
        [Row("b", 20), Row("a", null, 20)],
        "? Began -a", "20 Moved ab");

    [Fact]
    public void The_newest_of_rows_that_overlap_is_what_the_tag_points_at() => Tells(
        [Row("b", 20), Row("a", 10, 40)],
        "10 Created -a", "20 Moved ab");

    [Fact]
    public void When_the_newest_of_them_ends_first_the_tag_points_at_the_older_one_again() => Tells(
        [Row("b", 20, 30), Row("a", 10, 40)],
        "10 Created -a", "20 Moved ab", "30 Moved ba", "40 Removed a-");

    [Fact]
    public void One_of_the_same_image_is_then_pushed_again() => Tells(
        [Row("a", 20, 30), Row("a", 10)],
        "10 Created -a", "20 PushedAgain aa", "30 PushedAgain aa");

    [Fact]
    public void A_third_row_goes_on_with_the_older_one_that_lives_on() => Tells(
        [Row("c", 35), Row("b", 20, 30), Row("a", 10, 40)],
        "10 Created -a", "20 Moved ab", "30 Moved ba", "35 Moved ac");

    [Fact]
    public void An_end_that_an_earlier_snapshot_knew_is_an_expiry() =>
        Tells([Row("a", 10, 500)], earlier: Snapshot(readAt: 100, Row("a", 10, 500)), "10 Created -a", "500 Expired a-");

    [Fact]
    public void Another_end_than_it_knew_is_not() =>
        Tells([Row("a", 10, 499)], earlier: Snapshot(readAt: 100, Row("a", 10, 500)), "10 Created -a", "499 Removed a-");

    [Fact]
    public void An_end_that_was_past_already_is_not() =>
        Tells([Row("a", 10, 500)], earlier: Snapshot(readAt: 500, Row("a", 10, 500)), "10 Created -a", "500 Removed a-");

    [Fact]
    public void The_end_of_another_row_is_not() =>
        Tells([Row("a", 20, 500)], earlier: Snapshot(readAt: 100, Row("a", 10, 500)), "20 Created -a", "500 Removed a-");

    [Fact]
    public void Tags_are_told_together_in_the_order_of_time_and_apart_in_their_lives() => Tells(
        [Row("b", 21, tag: "b"), Row("a", 20, tag: "a"), Row("a", 15, 20, tag: "b")],
        "15 Created -a", "20 Created -a", "21 Moved ab");

    [Theory]
    [InlineData(-99, "Began")]
    [InlineData(-98, "Began")]
    [InlineData(-97, "Created")]
    public void What_was_before_a_row_that_began_when_the_window_did_may_have_been_collected(int start, string kind) =>
        Tells([Row("a", start)], $"{start} {kind} -a");

    [Fact]
    public void When_what_ended_before_the_window_really_ended_is_not_known() => Tells(
        [Row("a", -300, -200)],
        "-300 Began -a",
        "? Removed a-");

    [Fact]
    public void What_began_while_that_may_have_lasted_may_have_gone_on_with_it() => Tells(
        [Row("b", 850), Row("a", -300, -200)],
        "-300 Began -a",
        "850 Began -b");

    [Fact]
    public void What_began_after_it_was_surely_gone_is_new() =>
        Tells([Row("b", 901), Row("a", -300, -200)], "-300 Began -a", "? Removed a-", "901 Created -b");

    [Fact]
    public void A_row_that_ends_before_its_start_but_in_the_window_was_ended_by_a_clock_that_is_behind() =>
        Tells([Row("b", 21), Row("a", 20, 19)], "20 Created -a", "21 Moved ab");

    [Fact]
    public void A_snapshot_of_another_repository_is_refused() => Assert.Throws<ArgumentException>(
        "earlier", () => TagTimeline.Of("acme/web", [Row("a", 10)], Zero, Window, Snapshot(readAt: 100, Row("a", 10, 500))));

    [Fact]
    public void Text_of_an_event_shows_both_digests_only_if_they_differ() => Assert.Equal(
        [" created a", " pushed again a", " moved a -> b", " removed (deleted or expired) b"],
        TagTimeline.Of("acme/app", [Row("b", 30, 40), Row("a", 20, 30), Row("a", 10, 20)], Zero.AddSeconds(1000), Window)
            .Events.Select(happened => happened.ToString().Split("app")[1]));

    private static void Tells(TagHistoryEntry[] rows, params string[] expected) => Tells(rows, null, expected);

    private static void Tells(TagHistoryEntry[] rows, RepositorySnapshot? earlier, params string[] expected) => Assert.Equal(
        expected,
        TagTimeline.Of("acme/app", rows, Zero.AddSeconds(1000), Window, earlier).Events.Select(happened =>
            $"{(happened.At - Zero)?.TotalSeconds.ToString("0", null) ?? "?"} {happened.Kind} "
            + $"{happened.FromDigest ?? "-"}{happened.ToDigest ?? "-"}"));

    private static RepositorySnapshot Snapshot(int readAt, TagHistoryEntry row) =>
        RepositorySnapshot.Of("acme/app", [row], Zero.AddSeconds(Math.Min(readAt, 99)), Zero.AddSeconds(readAt), Window);

    private static TagHistoryEntry Row(string digest, int? start, int? end = null, bool isReversion = false, string tag = "app") => new()
    {
        Name = tag,
        ManifestDigest = digest,
        Start = start is { } from ? Zero.AddSeconds(from) : null,
        End = end is { } to ? Zero.AddSeconds(to) : null,
        Reversion = isReversion,
    };
}
