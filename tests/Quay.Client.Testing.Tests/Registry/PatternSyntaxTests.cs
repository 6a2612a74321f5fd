using Quay.Client.Testing.Tests.Json;

namespace Quay.Client.Testing.Tests.Registry;

public class PatternSyntaxTests
{
    /// <summary>Gets the errors of Python's <c>regex</c> module.</summary>
    public static IEnumerable<object?[]> Checked => JsonLines.Read("python-patterns.jsonl", "pattern", "error");

    [Theory, MemberData(nameof(Checked))]
    public void Pattern_gets_the_same_error_as_from_Pythons_regex_module(string pattern, string? error) =>
        Assert.Equal(error, PatternSyntax.ErrorOf(pattern));
}
