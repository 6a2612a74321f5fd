using Quay.Client.Testing.Registry;
using Quay.Client.Testing.Tests.Json;

namespace Quay.Client.Testing.Tests.Registry;

public class PatternSyntaxTests
{
    /// <summary>What Python's <c>regex</c> module itself says of patterns.</summary>
    public static IEnumerable<object?[]> Checked => JsonLines.Read("python-patterns.jsonl", "pattern", "error");

    [Theory, MemberData(nameof(Checked))]
    public void A_pattern_is_checked_as_Python_checks_it(string pattern, string? error) => Assert.Equal(error, PatternSyntax.FaultOf(pattern));
}
