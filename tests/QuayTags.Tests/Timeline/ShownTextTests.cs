using QuayTags.Rendering.Timeline;

namespace QuayTags.Tests.Timeline;

public class ShownTextTests
{
    [Theory]
    [InlineData("1.2-rc_3", "1.2-rc_3")]
    [InlineData("a\u0000b\u001bc\nd", "a�b�c�d")]
    [InlineData("\uffff\ufffe", "��")]
    [InlineData("a\u202eb\u200bc", "a�b�c")]
    [InlineData("ünï☕\U0001F433", "ünï☕\U0001F433")]
    public void What_cannot_be_shown_is_replaced(string text, string shown) => Assert.Equal(shown, ShownText.Of(text));

    // Attributes of tests cannot hold it.
    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("�x", ShownText.Of("\ud800x"));

    [Theory]
    [InlineData("short", "short")]
    [InlineData("exactly 12 c", "exactly 12 c")]
    [InlineData("thirteen char", "thirteen ch…")]
    [InlineData("whales \U0001F433\U0001F433\U0001F433\U0001F433\U0001F433\U0001F433", "whales \U0001F433\U0001F433\U0001F433\U0001F433…")]
    public void A_long_text_is_cut_between_characters(string text, string shown) => Assert.Equal(shown, ShownText.Within(text, 12));
}
