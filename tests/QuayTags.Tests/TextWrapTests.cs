namespace QuayTags.Tests;

public class TextWrapTests
{
    [Theory]
    [InlineData("one two three", null, "one two three")]
    [InlineData("one two three", 13, "one two three")]
    [InlineData("one two three", 12, "one two|    three")]
    [InlineData("one two three", 5, "one|    two|    three")]
    [InlineData("a-long-word b", 5, "a-long-word|    b")]
    [InlineData("日本 語", 4, "日本|    語")]
    [InlineData("", 5, "")]
    public void Line_is_broken_at_spaces(string line, int? columns, string expected) =>
        Assert.Equal(expected.Split('|'), TextWrap.Lines(line, columns ?? int.MaxValue, hanging: "    "));
}
