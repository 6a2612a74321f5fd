using CsCheck;

namespace Quay.Client.Tests.Paging;

/// <summary>Verifies the choice of the page that continues a numbered list.</summary>
public class PageRangeTests
{
    private static readonly Gen<int> Read = Gen.Frequency(
        (2, Gen.Int[1, 30]), (3, Gen.Int[1, 300]), (2, Gen.Int[1, 200_000]), (1, Gen.Int[1, 1_000_000_000]));

    private static readonly Gen<int> Size = Gen.Frequency((1, Gen.Int[1, 5]), (2, Gen.Int[1, PageRange.MaxLimit]));

    // A number of entries that were read, how many of them to repeat, and the page size.
    private static readonly Gen<(int Read, int Overlap, int PageSize)> Continuation =
        Gen.Select(Read, Gen.Frequency((3, Gen.Const(1)), (1, Gen.Int[1, 30])), Size)
            .Select((read, overlap, size) => (read, Math.Min(read, overlap), size));

    [Fact]
    public void First_page_has_number_1_and_the_page_size() =>
        Gen.Int[1, PageRange.MaxLimit].Sample(size => Assert.Equal(new PageRange(1, size), PageRange.From(0, 0, size)));

    [Fact]
    public void Page_begins_exactly_at_the_requested_offset() =>
        Continuation.Sample(list => Assert.Equal(list.Read - list.Overlap, From(list).Start));

    [Fact]
    public void Page_begins_at_a_multiple_of_its_limit_before_the_requested_offset() =>
        Continuation.Sample(list =>
        {
            PageRange page = From(list);
            Assert.InRange(page.Number, 1, int.MaxValue);
            Assert.InRange(page.Skip, 0, page.Limit - 1);
            Assert.Equal((page.Number - 1) * page.Limit, page.Offset);
        });

    [Fact]
    public void Limit_is_never_larger_than_Quay_accepts() =>
        Continuation.Sample(list => Assert.InRange(From(list).Limit, 1, PageRange.MaxLimit));

    [Fact]
    public void Page_that_repeats_one_entry_has_a_new_one() =>
        Continuation.Sample(list => Assert.InRange(From(list with { Overlap = 1 }).End, list.Read + 1, int.MaxValue));

    [Fact]
    public void Limit_is_larger_than_the_page_size_only_if_no_smaller_one_has_a_new_entry() =>
        Continuation.Sample(list =>
        {
            if (From(list).Limit > list.PageSize)
            {
                Assert.InRange(EndsWithin(list, 1, list.PageSize).Max(), 0, list.Read);
            }
        });

    [Fact]
    public void Page_ends_as_far_as_possible_after_the_entries_that_were_read() =>
        Continuation.Sample(list =>
        {
            int best = EndsWithin(list, 1, list.PageSize).Max();
            if (best > list.Read)
            {
                Assert.Equal(best, From(list).End);
            }
        });

    [Fact]
    public void Smallest_sufficient_limit_is_used_if_the_page_size_is_too_small() =>
        Continuation.Sample(list =>
        {
            int needed = 1 + EndsWithin(list, 1, PageRange.MaxLimit).TakeWhile(end => end <= list.Read).Count();
            if (needed > list.PageSize && needed <= PageRange.MaxLimit)
            {
                Assert.Equal(needed, From(list).Limit);
            }
        });

    [Theory]
    [InlineData(100, 100, 2, 99, 0)] // With a limit of 100, the page would end at 100.
    [InlineData(198, 100, 3, 98, 1)]
    [InlineData(3, 2, 2, 2, 0)]
    [InlineData(1, 1, 1, 2, 0)]
    [InlineData(6, 1, 2, 4, 1)] // With a limit of 1, 2 or 3, no page has both the offset 5 and the offset 6.
    public void Page_that_repeats_the_last_entry_has_this_number_and_limit(int read, int pageSize, int number, int limit, int skip) =>
        Assert.Equal(new PageRange(number, limit, skip), PageRange.From(read - 1, read, pageSize));

    [Fact]
    public void Page_without_a_new_entry_has_the_page_size() =>
        Assert.Equal(new PageRange(6, 100, 7), PageRange.From(507, 5000, 100));

    private static PageRange From((int Read, int Overlap, int PageSize) list) =>
        PageRange.From(list.Read - list.Overlap, list.Read, list.PageSize);

    // The ends of all pages that include the first entry to repeat, for each limit.
    private static IEnumerable<int> EndsWithin((int Read, int Overlap, int PageSize) list, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(limit => (((list.Read - list.Overlap) / limit) + 1) * limit);
}
