namespace Quay.Client.Tests.Paging;

public class TagHistoryQueryTests
{
    [Fact]
    public void Default_query_reads_all_entries_in_pages_of_100()
    {
        var query = new TagHistoryQuery();
        Assert.Equal((100, null, false), (query.PageSize, query.StartAfter, query.OnlyActiveTags));
        Assert.Null(query.SpecificTag);
        Assert.Null(query.NameFilter);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void PageSize_from_1_to_100_is_accepted(int size) => Assert.Equal(size, new TagHistoryQuery { PageSize = size }.PageSize);

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(0)]
    [InlineData(101)]
    public void PageSize_outside_1_to_100_is_rejected(int size) =>
        Assert.Equal("PageSize", Assert.Throws<ArgumentOutOfRangeException>(() => new TagHistoryQuery { PageSize = size }).ParamName);

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public void TagNameFilter_with_empty_invalid_or_too_long_text_is_rejected(string text)
    {
        Assert.Throws<ArgumentException>(() => TagNameFilter.Like(text));
        Assert.Throws<ArgumentException>(() => TagNameFilter.Eq(text + new string('x', 129)));
    }

    [Fact]
    public void Copy_of_a_query_with_changes_is_validated()
    {
        var query = new TagHistoryQuery { PageSize = 5, SpecificTag = "latest" };
        Assert.Throws<ArgumentException>(() => query with { SpecificTag = "a/b" });
        Assert.Equal(5, (query with { SpecificTag = null }).PageSize);
    }
}
