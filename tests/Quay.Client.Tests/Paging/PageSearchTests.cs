using CsCheck;

namespace Quay.Client.Tests.Paging;

/// <summary>Verifies which pages are requested to find the last entry again after it moved to another page.</summary>
public class PageSearchTests
{
    [Fact]
    public void First_page_of_the_list_is_requested_first() => Assert.Equal(new PageRange(1, 7), new PageSearch(0, 7).Next(overlap: 1));

    [Theory]
    [InlineData(1, 999)]
    [InlineData(3, 997)]
    [InlineData(5000, 0)]
    public void Page_after_one_that_joined_repeats_the_overlap(int overlap, int start)
    {
        var search = new PageSearch(0, 100);
        search.Joined(1000);
        Assert.Equal(start, search.Next(overlap).Start);
    }

    [Fact]
    public void Page_that_begins_too_late_is_followed_by_ones_8_16_and_32_entries_before()
    {
        var search = new PageSearch(1000, 100);
        var starts = new List<int>();
        for (int i = 0; i < 4; i++)
        {
            PageRange page = search.Next(overlap: 1);
            starts.Add(page.Start);
            search.StepBack(page);
        }

        Assert.Equal([999, 999 - 8, 999 - 8 - 16, 999 - 8 - 16 - 32], starts);
    }

    [Fact]
    public void Page_that_ends_too_early_is_followed_by_the_next_one_and_then_by_ones_further_on()
    {
        var search = new PageSearch(1000, 100);
        var starts = new List<int>();
        for (int i = 0; i < 4; i++)
        {
            starts.Add(search.Next(overlap: 1).Start);
            search.StepForward(new PageRange(search.Next(1).Start + 1, 1), count: 1);
        }

        // Each of these pages has one entry.
        Assert.Equal([999, 999, 999 + 16, 999 + 16 + 32], starts);
    }

    [Fact]
    public void Page_between_two_bounds_begins_in_their_middle()
    {
        var search = new PageSearch(1000, 100);
        search.StepBack(new PageRange(10, 100));
        search.StepForward(new PageRange(3, 100), count: 100);
        Assert.Equal(599, search.Next(overlap: 1).Start);
        search.StepBack(new PageRange(7, 100));
        Assert.Equal(449, search.Next(overlap: 1).Start);
    }

    [Fact]
    public void Page_across_two_bounds_that_meet_is_requested()
    {
        // The last entry was removed between a page that ended before it and a page that began after it.
        var search = new PageSearch(1000, 100);
        search.StepForward(new PageRange(7, 100), count: 100);
        search.StepBack(new PageRange(8, 100));
        PageRange page = search.Next(overlap: 1);
        Assert.InRange(page.Start, 0, 699);
        Assert.InRange(page.End, 701, int.MaxValue);
    }

    [Fact]
    public void Search_starts_over_if_the_lower_bound_contradicts_the_upper()
    {
        // Pushes between the two requests moved the last entry behind the first page.
        var search = new PageSearch(1000, 100);
        search.StepBack(new PageRange(4, 100));
        search.StepForward(new PageRange(6, 100), count: 100);
        Assert.Equal(599 + 8, search.Next(overlap: 1).Start);
    }

    [Fact]
    public void Search_starts_over_if_the_upper_bound_contradicts_the_lower()
    {
        // The collector removed entries between the two requests.
        var search = new PageSearch(1000, 100);
        search.StepForward(new PageRange(6, 100), count: 100);
        search.StepBack(new PageRange(4, 100));
        Assert.Equal(300 - 8, search.Next(overlap: 1).Start);
    }

    [Fact]
    public void Page_that_joins_ends_the_search()
    {
        var search = new PageSearch(1000, 100);
        search.StepBack(search.Next(overlap: 1));
        Assert.False(search.IsFirstAttempt);
        search.Joined(1050);
        Assert.True(search.IsFirstAttempt);
        Assert.Equal((1050, 1049), (search.Read, search.Next(overlap: 1).Start));
        search.StepBack(search.Next(overlap: 1));
        Assert.Equal(1049 - 8, search.Next(overlap: 1).Start);
    }

    [Fact]
    public void Search_for_an_entry_that_was_removed_ends_at_the_first_page() =>
        Gen.Select(Gen.Int[1, 1_000_000_000], Gen.Int[1, 100]).Sample((read, pageSize) =>
        {
            var search = new PageSearch(read, pageSize);
            int requests = 1;
            for (PageRange page = search.Next(overlap: 1); page.Start > 0; page = search.Next(overlap: 1))
            {
                search.StepBack(page);
                requests++;
            }

            // A step grows up to a million entries.
            Assert.InRange(requests, 1, 3 + Math.Max(0, Math.Log2(read / 8.0)) + (read / (1 << 20)));
        });

    [Fact]
    public void Entry_that_moved_is_found_with_a_number_of_requests_that_is_logarithmic_in_the_distance() =>
        Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[1, 1_000_000], Gen.Int[0, 1_000_000], Gen.Int[1, 100])
            .Sample((read, place, after, pageSize) =>
            {
                // The last entry that was read is now at an offset of the list.
                (int last, int count) = (place - 1, place + after);
                var search = new PageSearch(read, pageSize);
                int requests = 1;
                for (PageRange page = search.Next(overlap: 1); page.Start > last || page.End <= last; page = search.Next(overlap: 1))
                {
                    if (page.Start > last)
                    {
                        search.StepBack(page);
                    }
                    else
                    {
                        search.StepForward(page, Math.Min(page.Limit, count - page.Offset));
                    }

                    requests++;
                }

                Assert.InRange(requests, 1, 4 + (2 * Math.Log2(1 + Math.Abs(read - place))));
            });
}
