namespace QuayTags.Tests;

public class VisibleTextTests
{
    [Theory]
    [InlineData("1.2-rc_3", "1.2-rc_3")]
    [InlineData("a\u0000b\u001bc", "abc")]
    [InlineData("a\r\nb\nc\td\u0085e\u2028f\u2029g\u00a0h", "a b c d e f g h")]
    [InlineData("a\uffff\ufffeb\U0001ffffc", "abc")]
    [InlineData("a\u202eb\u2066c\u2069d\u200fe\u061cf", "abcdef")]
    [InlineData("a\u200bb\u200dc\u2060d\ufeffe\u00adf\u180eg", "abcdefg")]
    [InlineData("a\u034fb\u115fc\u1160d\u3164e\uffa0f\u2800g\ufe0fh", "abcdefgh")]
    [InlineData("a\U000e0041b\U000e0100c", "abc")]
    [InlineData("ünï☕\U0001F433日本שלוםe\u0301", "ünï☕\U0001F433日本שלוםe\u0301")]
    public void Control_characters_and_invisible_characters_are_removed(string text, string visible) =>
        Assert.Equal(visible, VisibleText.Of(text));

    // An attribute cannot hold half a surrogate pair.
    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("�x", VisibleText.Of("\ud800x"));

    [Theory]
    [InlineData("short", "short")]
    [InlineData("exactly 12 c", "exactly 12 c")]
    [InlineData("thirteen char", "thirteen ch…")]
    [InlineData("whale \U0001F433\U0001F433\U0001F433", "whale \U0001F433\U0001F433\U0001F433")]
    [InlineData("whales \U0001F433\U0001F433\U0001F433", "whales \U0001F433\U0001F433…")]
    [InlineData("日本日本日本日", "日本日本日…")]
    [InlineData(
        "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
        "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301…")]
    public void Text_is_truncated_to_a_width_without_splitting_a_character(string text, string visible) =>
        Assert.Equal(visible, VisibleText.Truncate(text, 12));

    [Theory]
    [InlineData("a", 1, "a")]
    [InlineData("ab", 1, "…")]
    [InlineData("日本", 2, "…")]
    public void Text_that_does_not_fit_into_one_cell_becomes_an_ellipsis(string text, int width, string visible) =>
        Assert.Equal(visible, VisibleText.Truncate(text, width));
}
