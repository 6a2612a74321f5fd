namespace Quay.Client.Tests.Paging;

public class TagHistoryQueryTests
{
    [Fact]
    public void The_default_reads_every_row_a_hundred_at_a_time()
    {
        var query = new TagHistoryQuery();
        Assert.Equal((100, 1, false), (query.PageSize, query.StartPage, query.OnlyActiveTags));
        Assert.Null(query.SpecificTag);
        Assert.Null(query.NameFilter);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void A_page_has_1_to_100_rows(int size) => Assert.Equal(size, new TagHistoryQuery { PageSize = size }.PageSize);

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(0)]
    [InlineData(101)]
    public void Another_size_is_refused_where_Quay_would_change_it_without_a_word(int size) =>
        Assert.Equal("PageSize", Assert.Throws<ArgumentOutOfRangeException>(() => new TagHistoryQuery { PageSize = size }).ParamName);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    [InlineData(int.MaxValue)]
    public void A_page_that_no_history_has_is_refused(int page) =>
        Assert.Equal("StartPage", Assert.Throws<ArgumentOutOfRangeException>(() => new TagHistoryQuery { StartPage = page }).ParamName);

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public void A_filter_that_can_match_nothing_or_everything_is_refused(string text)
    {
        Assert.Throws<ArgumentException>(() => TagNameFilter.Like(text));
        Assert.Throws<ArgumentException>(() => TagNameFilter.Eq(text + new string('x', 129)));
    }

    [Fact]
    public void Changing_a_copy_of_a_query_checks_it_again()
    {
        var query = new TagHistoryQuery { PageSize = 5, SpecificTag = "latest" };
        Assert.Throws<ArgumentException>(() => query with { SpecificTag = "a/b" });
        Assert.Equal(5, (query with { SpecificTag = null }).PageSize);
    }
}
