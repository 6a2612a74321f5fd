namespace Quay.Client.Tests.Formatting;

public class SafeTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("  plain  text ", "plain text")]
    [InlineData("one\r\ntwo\n\n\tthree", "one two three")]
    [InlineData("a\u2028b\u2029c\u0085d", "a b c d")]
    [InlineData("\e[31mred\e[0m", "[31mred[0m")]
    [InlineData("a\u202eb\u2066c\u200fd\u061ce", "abcde")]
    [InlineData("a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg", "abcdefg")]
    [InlineData("a\u3164b\u115fc\u2800d\ufe0fe\u034ff", "abcdef")]
    [InlineData("a\U000E0041b\U0001D173c", "abc")]
    [InlineData("grün 日本 😀", "grün 日本 😀")]
    public void Text_is_sanitized_to_one_visible_line(string? text, string line) => Assert.Equal(line, SafeText.OneLine(text));

    [Fact]
    public void Hostile_text_of_the_tests_is_detected_and_sanitized()
    {
        KnownTokens.Add(HostileText.Token);

        Assert.NotNull(HostileText.FindIn(HostileText.Text));
        Assert.Equal("[token] [31mINFO all is well]0;title 31m\ufffd", SafeText.OneLine(HostileText.Text));
    }

    [Theory]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcde", 4, "abcd…")]
    [InlineData("abc😀", 4, "abc…")]
    [InlineData("abc😀e", 5, "abc😀…")]
    public void Long_text_is_truncated_between_characters(string text, int maxLength, string line) =>
        Assert.Equal(line, SafeText.OneLine(text, maxLength));

    [Fact]
    public void Length_limit_below_one_is_rejected() =>
        Assert.Throws<ArgumentOutOfRangeException>("maxLength", () => SafeText.OneLine("a", 0));

    [Fact]
    public void Token_split_by_removed_characters_is_redacted() =>
        Assert.Equal("<[token]>", SafeText.OneLine("<tok\u200ben-\e0815>", "token-0815"));

    [Fact]
    public void Token_is_redacted_before_the_text_is_truncated() =>
        Assert.DoesNotContain(
            "token",
            SafeText.OneLine("xx token-0815", "token-0815", maxLength: 8).Replace("[token", "", StringComparison.Ordinal),
            StringComparison.Ordinal);

    [Fact]
    public void Percent_encoded_token_is_redacted() =>
        Assert.Equal("?t=[token]&x", SafeText.OneLine("?t=to%2Bken%2f%3d&x", "to+ken/="));

    [Fact]
    public void Short_word_is_not_redacted_as_a_token()
    {
        KnownTokens.Add("quay");

        Assert.Equal("quay.io", SafeText.OneLine("quay.io"));
    }

    [Fact]
    public void Only_the_last_sent_tokens_are_remembered()
    {
        for (int number = 100; number < 200; number++)
        {
            KnownTokens.Add($"a-token-numbered-{number}");
        }

        Assert.InRange(KnownTokens.All.Length, 1, 32);
        Assert.Equal("[token]", SafeText.OneLine("a-token-numbered-199"));
    }

    [Theory]
    [InlineData("a\u202eb", "'a\\u202eb'")]
    [InlineData("a\u200bb\u3164", "'a\\u200bb\\u3164'")]
    [InlineData("a\U000E0041", "'a\\udb40\\udc41'")]
    [InlineData("grün 😀", "'grün 😀'")]
    public void Message_about_an_invalid_name_shows_invisible_characters(string name, string shown) =>
        Assert.Equal(shown, Quoted.Text(name));

    // An attribute cannot contain a lone surrogate.
    [Fact]
    public void Lone_surrogate_is_replaced_or_escaped()
    {
        Assert.Equal("half \ufffd pair", SafeText.OneLine("half \ud83d pair"));
        Assert.Equal("'half \\ud83d'", Quoted.Text("half \ud83d"));
        Assert.Equal("a character such as \\ud83d", Quoted.Character('\ud83d'));
    }

    [Fact]
    public void Message_truncates_an_invalid_name_between_characters() =>
        Assert.Equal($"'{new string('a', 63)}😀…' (70 characters)", Quoted.Text(new string('a', 63) + "😀bbbbb"));
}
