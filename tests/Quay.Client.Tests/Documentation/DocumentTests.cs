using System.Text.RegularExpressions;
using Quay.Client.Tests.Architecture;

namespace Quay.Client.Tests.Documentation;

[Trait("Speed", "Slow")]
public partial class DocumentTests
{
    private const int MaxColumns = 140;

    // Names of other libraries, which the sources do not use.
    private static readonly string[] ForeignNames = ["ConfigureHttpClientDefaults", "FakeTimeProvider", "HttpClientFactory"];

    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "samples");

    private static readonly CodeBlock[] Snippets =
        [.. CodeBlock.OfAllDocuments().Where(block => block.Language is "csharp" or "cs" or "c#")];

    [Fact]
    public void Documents_of_the_repository_and_of_the_packages_are_found() => Assert.Superset(
        new HashSet<string> { "README.md", "architecture.md", "src/QuayTags/README.md" }, CodeBlock.Documents.Keys.ToHashSet());

    [Fact]
    public void The_readme_shows_code() => Assert.Contains(Snippets, block => block.File == "README.md");

    [Fact]
    public void Each_block_of_code_says_its_language() =>
        Assert.DoesNotContain(CodeBlock.OfAllDocuments(), block => block.Language.Length == 0);

    [Fact]
    public void Each_block_of_csharp_compiles()
    {
        string[] faults = [.. Snippets.SelectMany(Snippet.Faults)];

        Assert.True(faults.Length == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public void Text_of_documents_names_only_types_and_members_that_exist()
    {
        HashSet<string> existing =
        [
            .. ForeignNames,
            .. Package.All.SelectMany(package => package.ReadSources().Values.Append(File.ReadAllText(package.ProjectFile)))
                .Concat(Directory.GetFiles(Samples, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText))
                .SelectMany(WordsOf),
        ];
        (string File, string Word)[] named =
        [
            .. CodeBlock.Documents.SelectMany(
                document => document.Value.SelectMany(line => Code().Matches(line).SelectMany(code => WordsOf(code.Value))),
                (document, word) => (document.Key, word)),
        ];

        Assert.Contains(("architecture.md", "RequestFailure"), named);
        Assert.Contains(("samples/README.md", "ReadTags"), named);
        Assert.Empty(named.Where(name => !existing.Contains(name.Word)).Distinct());
    }

    [Fact]
    public void No_line_of_a_document_is_longer_than_140_columns() => Assert.Empty(CodeBlock.Documents
        .SelectMany(document => document.Value.Index(), (document, line) => (document.Key, Number: line.Index + 1, line.Item))
        .Where(line => line.Item.Length > MaxColumns && !line.Item.StartsWith('|'))
        .Select(line => $"{line.Key}:{line.Number} has {line.Item.Length} columns"));

    private static IEnumerable<string> WordsOf(string code) => Word().Matches(code).Select(word => word.Value);

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Code();

    // A name of several words, such as RequestFailure.
    [GeneratedRegex(@"\b[A-Z][a-z]+[A-Z]\w*")]
    private static partial Regex Word();
}
