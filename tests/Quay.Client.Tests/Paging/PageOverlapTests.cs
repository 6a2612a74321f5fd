namespace Quay.Client.Tests.Paging;

/// <summary>Verifies when a page of a tag history is accepted as the continuation of the entries that were read.</summary>
public class PageOverlapTests
{
    [Fact]
    public void Page_that_begins_with_the_last_entry_joins() =>
        AssertJoins(After(Entry("c", 3), Entry("b", 2)), start: 1, [Entry("b", 2), Entry("a", 1)], "a");

    [Fact]
    public void Page_that_begins_with_a_newer_entry_joins() =>
        AssertJoins(After(Entry("c", 3), Entry("b", 2)), start: 1, [Entry("x", 5), Entry("c", 3), Entry("b", 2), Entry("a", 1)], "a");

    [Fact]
    public void Page_that_begins_with_a_newer_entry_joins_even_if_the_last_entry_was_removed() =>
        AssertJoins(After(Entry("c", 3), Entry("b", 2)), start: 1, [Entry("c", 3), Entry("a", 1)], "a");

    [Fact]
    public void Page_that_begins_with_an_unread_entry_starts_too_late()
    {
        PageOverlap seam = After(Entry("c", 3), Entry("b", 2));
        List<TagHistoryEntry> page = [Entry("a", 1)];
        Assert.Equal(PageFit.StartsTooLate, seam.Join(page, start: 1, isLast: true));
        Assert.Single(page);
    }

    [Fact]
    public void Page_that_begins_with_an_unread_entry_of_the_last_second_starts_too_late() =>
        Assert.Equal(
            PageFit.StartsTooLate, After(Entry("c", 3), Entry("b", 2)).Join([Entry("a", 2), Entry("o", 1)], start: 1, isLast: false));

    [Fact]
    public void Page_that_ends_before_the_last_second_ends_too_early()
    {
        PageOverlap seam = After(Entry("c", 3), Entry("b", 2));
        Assert.Equal(PageFit.EndsTooEarly, seam.Join([Entry("y", 5), Entry("x", 4)], start: 1, isLast: false));
    }

    [Fact]
    public void Page_that_ends_with_an_entry_before_the_last_one_ends_too_early()
    {
        PageOverlap seam = After(Entry("c", 2), Entry("b", 2));
        Assert.Equal(PageFit.EndsTooEarly, seam.Join([Entry("x", 3), Entry("c", 2)], start: 1, isLast: false));
    }

    [Fact]
    public void Last_page_that_ends_before_the_last_entry_joins_without_a_new_entry() =>
        AssertJoins(After(Entry("c", 3), Entry("b", 2)), start: 1, [Entry("y", 5), Entry("c", 3)]);

    [Fact]
    public void First_page_joins_whatever_it_contains() =>
        AssertJoins(After(Entry("c", 3), Entry("b", 2)), start: 0, [Entry("a", 1)], "a");

    [Fact]
    public void Empty_page_at_the_start_of_the_list_joins() => AssertJoins(After(Entry("a", 1)), start: 0, []);

    [Fact]
    public void Empty_page_at_a_later_offset_starts_too_late() =>
        Assert.Equal(PageFit.StartsTooLate, After(Entry("a", 1)).Join([], start: 1, isLast: true));

    [Fact]
    public void Entry_whose_end_changed_is_a_repeat() =>
        AssertJoins(After(Entry("b", 2)), start: 1, [Entry("b", 2, end: 9), Entry("a", 1)], "a");

    [Fact]
    public void Unread_entries_of_the_last_second_are_new() =>
        AssertJoins(After(Entry("c", 2), Entry("b", 2)), start: 1, [Entry("b", 2), Entry("a", 2), Entry("o", 1)], "a", "o");

    [Fact]
    public void Entry_of_the_last_second_before_the_last_landmark_is_not_new() =>
        AssertJoins(After(Entry("b", 2)), start: 1, [Entry("new", 2), Entry("b", 2), Entry("a", 1)], "a");

    [Fact]
    public void Short_lived_entry_proves_nothing()
    {
        // The entry of the page can be another one that began and ended in the same second.
        PageOverlap seam = After(Entry("b", 2), Entry("a", 2, end: 2));
        Assert.Equal(PageFit.StartsTooLate, seam.Join([Entry("a", 2, end: 2), Entry("o", 1)], start: 1, isLast: false));
    }

    [Fact]
    public void Permanently_deleted_entry_proves_nothing()
    {
        PageOverlap seam = After(Entry("b", 2), Entry("a", 2, end: 1));
        Assert.Equal(PageFit.StartsTooLate, seam.Join([Entry("a", 2, end: 1), Entry("o", 1)], start: 1, isLast: false));
    }

    [Fact]
    public void Equal_entries_of_one_second_are_each_returned_once() =>
        AssertJoins(
            After(Entry("b", 2), Entry("a", 2, end: 2)),
            start: 1,
            [Entry("b", 2), Entry("a", 2, end: 2), Entry("a", 2, end: 2), Entry("o", 1)],
            "a",
            "o");

    [Fact]
    public void Page_that_shows_the_whole_second_joins_without_a_landmark() =>
        AssertJoins(
            After(Entry("a", 2, end: 2)), start: 1, [Entry("x", 3), Entry("a", 2, end: 2), Entry("a", 2, end: 2), Entry("o", 1)], "a", "o");

    [Fact]
    public void Overlap_reaches_the_last_landmark()
    {
        Assert.Equal(1, After(Entry("b", 2, end: 2), Entry("a", 2)).RequiredLength);
        Assert.Equal(3, After(Entry("a", 2), Entry("a", 2, end: 2), Entry("a", 2, end: 1)).RequiredLength);
    }

    [Fact]
    public void Overlap_reaches_the_second_before_if_there_is_no_landmark() =>
        Assert.Equal(3, After(Entry("b", 3), Entry("a", 2, end: 2), Entry("a", 2, end: 2)).RequiredLength);

    [Fact]
    public void Concurrent_twins_are_no_landmark()
    {
        PageOverlap seam = After(Entry("b", 2), Entry("a", 2), Entry("a", 2));
        Assert.Equal(PageFit.StartsTooLate, seam.Join([Entry("a", 2), Entry("o", 1)], start: 1, isLast: false));
        AssertJoins(seam, start: 1, [Entry("b", 2), Entry("a", 2), Entry("a", 2), Entry("o", 1)], "o");
    }

    [Fact]
    public void Removed_entry_does_not_reappear_with_an_older_page()
    {
        PageOverlap seam = After(Entry("b", 2), Entry("a", 2, end: 2));
        AssertJoins(seam, start: 0, [Entry("x", 3), Entry("b", 2)]);
        AssertJoins(seam, start: 1, [Entry("b", 2), Entry("a", 2, end: 2), Entry("o", 1)], "o");
    }

    [Fact]
    public void Removed_entry_does_not_reappear_after_a_new_one_of_its_second()
    {
        PageOverlap seam = After(Entry("c", 2), Entry("b", 2, end: 2));
        AssertJoins(seam, start: 1, [Entry("c", 2), Entry("a", 2)], "a");
        AssertJoins(seam, start: 1, [Entry("c", 2), Entry("b", 2, end: 2), Entry("a", 2), Entry("o", 1)], "o");
    }

    [Fact]
    public void Entries_without_a_start_are_continued()
    {
        PageOverlap seam = After(Entry("c", 1), Entry("b", second: null));
        AssertJoins(seam, start: 1, [Entry("b", second: null), Entry("a", second: null)], "a");
        AssertJoins(seam, start: 2, [Entry("a", second: null), Entry("o", second: null)], "o");
        Assert.Equal(PageFit.StartsTooLate, seam.Join([Entry("z", second: null)], start: 3, isLast: true));
    }

    [Fact]
    public void Only_entries_of_the_last_second_are_remembered() =>
        Assert.Equal(["b", "a"], After(Entry("c", 3), Entry("b", 2), Entry("a", 2)).LastSecond.Select(entry => entry.Name));

    [Fact]
    public void Position_is_continued_like_a_page()
    {
        var seam = new PageOverlap([EntryIdentity.Of(Entry("c", 2)), EntryIdentity.Of(Entry("b", 2))]);
        Assert.Equal(PageFit.StartsTooLate, seam.Join([Entry("a", 2)], start: 2, isLast: true));
        AssertJoins(seam, start: 1, [Entry("b", 2), Entry("a", 2)], "a");
    }

    private static PageOverlap After(params List<TagHistoryEntry> read)
    {
        var seam = new PageOverlap([]);
        Assert.Equal(PageFit.Joins, seam.Join(read, start: 0, isLast: false));
        return seam;
    }

    private static void AssertJoins(PageOverlap seam, int start, List<TagHistoryEntry> page, params string[] expected)
    {
        // Only the last page can be without a new entry.
        Assert.Equal(PageFit.Joins, seam.Join(page, start, isLast: expected.Length == 0));
        Assert.Equal(expected, page.Select(entry => entry.Name));
    }

    private static TagHistoryEntry Entry(string name, int? second, int? end = null) => new()
    {
        Name = name,
        ManifestDigest = "sha256:1",
        Start = second is { } start ? DateTimeOffset.FromUnixTimeSeconds(1_795_000_000 + start) : null,
        End = end is { } ended ? DateTimeOffset.FromUnixTimeSeconds(1_795_000_000 + ended) : null,
    };
}
