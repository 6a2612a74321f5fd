using System.Text.RegularExpressions;

namespace Quay.Client.Tests.Conventions;

/// <summary>Words that documents, comments, messages and test names avoid, because a reader stumbles over them.</summary>
[Trait("Speed", "Slow")]
public class VocabularyTests
{
    private static readonly (string Pattern, string Instead)[] AvoidedWords =
    [
        (@"\bof (its|their|his|your|my|our|an? \w+'s|the \w+'s) own\b", "its own X, a separate X"),
        (@"\banew\b", "again"),
        (@"\b(tells?|told|telling)\b", "report, return, state"),
        (@"\b(says?|said|saying)\b", "report, return, state"),
        (@"\b(by|of) which\b", "two sentences"),
        (@"\bso it is\b(?! unknown)", "two sentences"),
        (@"\bmay not\b", "must not, might not"),
        (@"\blook(s|ed|ing)? (after|at again)\b", "check, verify"),
        (@"\b(is|are|was|were) looked at\b", "is read, is verified"),
        (@"\b(un)?answer(s|ed|ing)?\b", "response, respond, return"),
        (@"\brows?\b", "entry (of the tag history)"),
        (@"\bseams?\b", "overlap"),
        (@"\bcomes? again\b", "is repeated"),
        (@"\bpaces?\b", "rate limiter, concurrency limit"),
        (@"\bread(s|ing)? ahead\b", "prefetch"),
        (@"\bpoints? elsewhere\b", "was moved"),
        (@"\bcomes? back\b", "is restored, is returned"),
        (@"\b(dead|dies?|died|dying)\b", "expired, deleted, rejected"),
        (@"\b(long-)?lasting\b", "permanent, read-only"),
        (@"\btaken out\b", "permanently deleted"),
        (@"\blacks? (rows|entries)\b", "is incomplete"),
        (@"\bside by side\b", "concurrently"),
        (@"\bwho(so)?ever\b", "a caller that"),
        (@"\bend(s|ed|ing)? the call\b", "cancel, time out"),
        (@"\bwhat (it )?was asked\b", "the request"),
        (@"\bfits in a test\b", "in-memory"),
        (@"\basked for\b", "requested"),
        (@"\bas often as\b", "the same number of times"),
        (@"\bin the place of\b", "instead of"),
    ];

    private const string TablesWithRows = "QuayTags/Rendering/TableWriter.cs";

    private static readonly (Regex Pattern, string Instead)[] Avoided =
        [.. AvoidedWords.Select(word => (new Regex(word.Pattern, RegexOptions.IgnoreCase | RegexOptions.Compiled), word.Instead))];

    [Theory]
    [InlineData("/// <summary>Returns the answer.</summary>\nclass A;", false, "a.cs:1")]
    [InlineData("class A\n{\n    // It may not be null.\n    int _b;\n}", false, "a.cs:3")]
    [InlineData("class A { string B(int c) => $\"{c} rows\"; }", false, "a.cs:1")]
    [InlineData("class A\n{\n    void Row_that_comes_again_is_removed() { }\n}", true, "a.cs:3")]
    public void Avoided_word_is_found(string source, bool isTest, string place) =>
        Assert.Contains(Faults(Prose.OfSource("a.cs", source, isTest)), fault => fault.StartsWith(place, StringComparison.Ordinal));

    [Theory]
    [InlineData("class Answer { int rows = 1; }", false)]
    [InlineData("class A { string B => \"answer\"; }", true)]
    public void Identifiers_and_the_strings_of_tests_are_not_prose(string source, bool isTest) =>
        Assert.Empty(Faults(Prose.OfSource("a.cs", source, isTest)));

    [Fact]
    public void Documents_avoid_the_words() => AssertNone(Prose.OfDocuments());

    [Fact]
    public void Packages_avoid_the_words() => AssertNone(Prose.OfPackages());

    [Fact]
    public void Tests_avoid_the_words() => AssertNone(
        Prose.OfTests().Where(prose => !prose.Place.Contains(nameof(VocabularyTests), StringComparison.Ordinal)));

    private static void AssertNone(IEnumerable<Prose> prose)
    {
        Prose[] all = [.. prose];
        string[] faults = [.. Faults(all)];

        Assert.True(all.Length > 100, "No prose was read.");
        Assert.True(faults.Length == 0, string.Join(Environment.NewLine, faults));
    }

    private static bool IsRowOfTable(Prose text, Match match) =>
        text.Place.Contains(TablesWithRows, StringComparison.Ordinal) && match.Value.StartsWith("row", StringComparison.Ordinal);

    private static IEnumerable<string> Faults(IEnumerable<Prose> prose) =>
        from text in prose
        from word in Avoided
        let match = word.Pattern.Match(text.Text)
        where match.Success && !IsRowOfTable(text, match)
        select $"{text} ('{match.Value}': {word.Instead})";
}
