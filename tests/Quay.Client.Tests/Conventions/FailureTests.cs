using System.Reflection;
using System.Text.RegularExpressions;
using Quay.Client.Tests.Architecture;

namespace Quay.Client.Tests.Conventions;

public partial class FailureTests
{
    private static readonly IReadOnlyDictionary<string, string> Sources = Package.Of("Quay.Client").ReadSources();

    [Fact]
    public void Only_AuthenticationHandler_creates_exceptions_in_Transport_and_Wire() => Assert.Equal(
        ["Transport/AuthenticationHandler.cs"],
        Sources
            .Where(source => source.Key.StartsWith("Transport/", StringComparison.Ordinal)
                || source.Key.StartsWith("Wire/", StringComparison.Ordinal))
            .Where(source => Creation().IsMatch(source.Value))
            .Select(source => source.Key));

    [Fact]
    public void QuaySentences_is_the_only_file_with_texts_of_Quays_responses()
    {
        string[] sentences =
        [
            .. typeof(QuaySentences).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
                .Where(field => field.IsLiteral)
                .Select(field => (string)field.GetRawConstantValue()!),
        ];

        Assert.True(sentences.Length >= 9);
        Assert.All(sentences, sentence => Assert.Equal(
            ["Errors/QuaySentences.cs"],
            Sources.Where(source => CodeOf(source.Value).Contains(sentence, StringComparison.Ordinal)).Select(source => source.Key)));
    }

    private static string CodeOf(string source) =>
        string.Join('\n', source.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    [GeneratedRegex(@"new Quay\w*Exception\(")]
    private static partial Regex Creation();
}
