namespace Quay.Client.Tests.Names;

public class TagNameTests
{
    [Theory]
    [InlineData("latest")]
    [InlineData("v1.2.3-rc.1_amd64")]
    [InlineData("Latest")]
    [InlineData("_")]
    [InlineData("7")]
    [InlineData("a..b")]
    [InlineData("a.")]
    [InlineData("sha256-0cd3.sig")]
    public void Valid_tag_name_is_accepted_unchanged(string tag) => Assert.Equal(tag, TagName.Parse(tag).ThrowIfNotPushable().ToString());

    [Fact]
    public void Tag_name_has_at_most_128_characters()
    {
        string longest = new('a', 128);

        Assert.Equal(longest, TagName.Parse(longest).ThrowIfNotPushable().ToString());
        Assert.Contains(
            "a tag has at most 128 characters",
            Assert.Throws<ArgumentException>(() => TagName.Parse(longest + "a").ThrowIfNotPushable().ToString()).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData(".", "it must start with an ASCII letter, a digit or '_'")]
    [InlineData("..", "it must start with an ASCII letter, a digit or '_'")]
    [InlineData(".hidden", "it must start with an ASCII letter, a digit or '_'")]
    [InlineData("-rc", "it must start with an ASCII letter, a digit or '_'")]
    [InlineData("a/b", "'/' is not allowed")]
    [InlineData("/", "'/' is not allowed")]
    [InlineData("a%2Fb", "'%' is not allowed")]
    [InlineData("%2e%2e", "'%' is not allowed")]
    [InlineData("a b", "' ' is not allowed")]
    [InlineData(" ", "' ' is not allowed")]
    [InlineData("latest\n", "the control character \\u000a is not allowed")]
    [InlineData("latest\r\n", "the control character \\u000d is not allowed")]
    [InlineData("a\0", "a character that Quay cannot hold is not allowed")]
    [InlineData("a?b", "'?' is not allowed")]
    [InlineData("a#b", "'#' is not allowed")]
    [InlineData("a\\b", "'\\' is not allowed")]
    [InlineData("a:b", "':' is not allowed")]
    [InlineData("a@b", "'@' is not allowed")]
    [InlineData("a+b", "'+' is not allowed")]
    [InlineData("a&b", "'&' is not allowed")]
    [InlineData("tägs", "'ä' is not allowed")]
    [InlineData("ｖ1", "'ｖ' is not allowed")]
    [InlineData("v１", "'１' is not allowed")]
    [InlineData("v٣", "'٣' is not allowed")]
    [InlineData("\u212a", "'\u212a' is not allowed")]
    [InlineData("a／b", "'／' is not allowed")]
    public void Invalid_tag_name_is_rejected_with_the_broken_rule(string tag, string rule)
    {
        var error = Assert.Throws<ArgumentException>(nameof(tag), () => TagName.Parse(tag).ThrowIfNotPushable().ToString());

        Assert.Contains(rule, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public void Null_tag_name_is_rejected() =>
        Assert.Throws<ArgumentNullException>("tag", () => TagName.Parse(null!).ThrowIfNotPushable().ToString());
}
