using CsCheck;

namespace QuayTags.Tests;

public class ColumnFitTests
{
    private static readonly Column[] Columns = [new("NAME", 0, MinWidth: 4), new("TIME", 1), new("DIGEST", 2, MinWidth: 3), new("SIZE", 3)];

    [Theory]
    [InlineData(33, 10, 5, 8, 4)]
    [InlineData(32, 9, 5, 8, 4)]
    [InlineData(29, 7, 5, 7, 4)]
    [InlineData(22, 4, 5, 3, 4)]
    [InlineData(21, 6, 5, 6, 0)]
    [InlineData(16, 4, 5, 3, 0)]
    [InlineData(15, 8, 5, 0, 0)]
    [InlineData(11, 4, 5, 0, 0)]
    [InlineData(10, 10, 0, 0, 0)]
    [InlineData(3, 3, 0, 0, 0)]
    [InlineData(1, 1, 0, 0, 0)]
    public void Widest_column_is_shortened_first_and_the_highest_rank_is_omitted_first(int available, params int[] widths) =>
        Assert.Equal(widths, ColumnLayout.ComputeWidths(Columns, [10, 5, 8, 4], available));

    [Fact]
    public void Long_text_shortens_only_its_own_column() =>
        Assert.Equal([57, 5, 8, 4], ColumnLayout.ComputeWidths(Columns, [2000, 5, 8, 4], 80));

    [Fact]
    public void Widths_never_exceed_the_line_and_no_column_is_wider_than_its_content() =>
        Gen.Select(Gen.Int[1, 300].Array[4], Gen.Int[1, 200]).Sample((wanted, available) =>
        {
            int[] widths = ColumnLayout.ComputeWidths(Columns, wanted, available);
            int[] shown = [.. widths.Where(width => width > 0)];
            return shown.Sum() + (ColumnLayout.Gap * (shown.Length - 1)) <= available
                && widths[0] > 0
                && widths.Zip(wanted).All(pair => pair.First <= pair.Second)
                && widths.Reverse().SkipWhile(width => width == 0).All(width => width > 0);
        });
}
