namespace Quay.Client.History.Tests.AutoPrune;

/// <summary>Verifies which patterns are interpreted, and that their matches are those of Quay's databases.</summary>
public class AutoPrunePatternTests
{
    [Theory]
    [InlineData("v1", "dev10", true)]
    [InlineData("^v1", "dev10", false)]
    [InlineData("^v1$", "v1", true)]
    [InlineData("^v1$", "v1\n", false)]
    [InlineData("V1", "v1", false)]
    [InlineData("pr-.*", "pr-", true)]
    [InlineData("^pr-[0-9]+$", "pr-12", true)]
    [InlineData(@"^pr-\d+$", "pr-12", true)]
    [InlineData(@"^pr-\d+$", "pr-١٢", false)]
    [InlineData(@"^\w+$", "é", false)]
    [InlineData(@"^1\.2\.", "1.2.3", true)]
    [InlineData(@"^1\.2\.", "1x2.3", false)]
    [InlineData("^(a|b){2}$", "ab", true)]
    [InlineData("^(?:a|b)?c$", "c", true)]
    [InlineData("^[^a-c]$", "b", false)]
    [InlineData(@"^[\d.-]+$", "1.2-3", true)]
    [InlineData("^[-a]$", "-", true)]
    [InlineData("^[a^]$", "^", true)]
    [InlineData("^a{2,}$", "aaa", true)]
    [InlineData(" ", "v1", false)]
    [InlineData("", "v1", true)]
    public void Portable_pattern_is_searched_anywhere_in_the_name(string pattern, string tag, bool isMatch)
    {
        Assert.True(AutoPrunePattern.TryCreate(Policies.Newest(1, pattern), out AutoPrunePattern? matching));
        Assert.True(AutoPrunePattern.TryCreate(Policies.Newest(1, pattern, matches: false), out AutoPrunePattern? others));
        Assert.Equal((isMatch, !isMatch), (matching.Selects(tag), others.Selects(tag)));
    }

    [Theory]
    [InlineData("[(")]
    [InlineData("*")]
    [InlineData("^*")]
    [InlineData("a**")]
    [InlineData("a+?")]
    [InlineData("a++")]
    [InlineData("a{")]
    [InlineData("a{,2}")]
    [InlineData("a{256}")]
    [InlineData("a{2,1}")]
    [InlineData("a}")]
    [InlineData("a]")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("(?i)a")]
    [InlineData("(?=a)")]
    [InlineData("(?<n>a)")]
    [InlineData("[[:alpha:]]")]
    [InlineData("[a-z-[b]]")]
    [InlineData("[a-z&&b]")]
    [InlineData("[a-c-e]")]
    [InlineData(@"[+-\d]")]
    [InlineData("[]a]")]
    [InlineData("[a")]
    [InlineData("[^")]
    [InlineData("[")]
    [InlineData(@"\bv1")]
    [InlineData(@"\yv1")]
    [InlineData(@"\mv1")]
    [InlineData(@"(a)\1")]
    [InlineData(@"\x41")]
    [InlineData(@"v1\")]
    [InlineData(@"[\W]")]
    [InlineData("***=a")]
    [InlineData("é")]
    [InlineData("(((a{200}){200}){200}){200}")]
    public void Pattern_that_databases_interpret_differently_is_not_guessed(string pattern)
    {
        Assert.False(AutoPrunePattern.TryCreate(Policies.Newest(1, pattern), out AutoPrunePattern? none));
        Assert.Null(none);
    }

    [Fact]
    public void Policy_without_a_pattern_selects_every_tag()
    {
        Assert.True(AutoPrunePattern.TryCreate(AutoPrunePolicy.KeepNewest(1), out AutoPrunePattern? pattern));
        Assert.True(pattern.Selects("v1"));
    }
}
