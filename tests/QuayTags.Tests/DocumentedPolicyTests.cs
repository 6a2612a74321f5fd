using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Quay.Client.History;

namespace QuayTags.Tests;

/// <summary>Compares the page about clean-ups with the policies of the package.</summary>
public partial class DocumentedPolicyTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(ReadmeTests.Root(), "docs", "clean-up.md"));

    [Fact]
    public void Policy_of_the_page_is_the_sentence_below_it()
    {
        Match match = Example().Match(Page);

        Assert.Equal(match.Groups["sentence"].Value.ReplaceLineEndings(" "), RetentionPolicy.Parse(match.Groups["json"].Value).ToString());
    }

    [Fact]
    public void Table_of_the_page_has_every_key_of_a_policy() => Assert.Equal(
        typeof(RetentionPolicy).GetProperties().Select(key => key.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name),
        Key().Matches(Page).Select(match => match.Groups[1].Value));

    [GeneratedRegex(@"```json\n(?<json>(?s:.+?))\n```\n\n```text\n(?<sentence>(?s:.+?))\n```")]
    private static partial Regex Example();

    [GeneratedRegex(@"^\| `([a-z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Key();
}
