using System.Text.RegularExpressions;
using Quay.Client.Tests.Architecture;
using YamlDotNet.RepresentationModel;

namespace Quay.Client.Tests.Documentation;

[Trait("Speed", "Slow")]
public partial class DocumentTests
{
    private const int MaxColumns = 140;

    // Names from other libraries that occur only in the documents.
    private static readonly string[] ForeignNames =
    [
        "ActivityListener", "AddMeter", "AddOtlpExporter", "AddSource", "AggregateException", "ConfigureHttpClientDefaults",
        "FakeTimeProvider", "HttpClientFactory", "LoadPkcs12FromFile", "RemoveAllResilienceHandlers",
    ];

    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "samples");

    private static readonly CodeBlock[] Snippets =
        [.. CodeBlock.InAllDocuments().Where(block => block.Language is "csharp" or "cs" or "c#")];

    [Fact]
    public void Readme_contains_csharp_code() => Assert.Contains(Snippets, block => block.File == "README.md");

    [Fact]
    public void Each_code_block_of_the_documents_states_its_language() =>
        Assert.DoesNotContain(CodeBlock.InAllDocuments(), block => block.Language.Length == 0);

    [Fact]
    public void Each_csharp_block_of_the_documents_compiles()
    {
        string[] faults = [.. Snippets.SelectMany(Snippet.Faults)];

        Assert.True(faults.Length == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public void Each_yaml_block_of_the_documents_is_valid()
    {
        CodeBlock[] blocks = [.. CodeBlock.InAllDocuments().Where(block => block.Language == "yaml")];

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => new YamlStream().Load(new StringReader(block.Text)));
    }

    [Fact]
    public void Documents_name_only_existing_types_and_members()
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
    public void Document_lines_have_at_most_140_columns() => Assert.Empty(CodeBlock.Documents
        .SelectMany(document => document.Value.Index(), (document, line) => (document.Key, Number: line.Index + 1, line.Item))
        .Where(line => line.Item.Length > MaxColumns && !line.Item.StartsWith('|'))
        .Select(line => $"{line.Key}:{line.Number} has {line.Item.Length} columns"));

    private static IEnumerable<string> WordsOf(string code) => Word().Matches(code).Select(word => word.Value);

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Code();

    // An identifier of several words, such as RequestFailure.
    [GeneratedRegex(@"\b[A-Z][a-z]+[A-Z]\w*")]
    private static partial Regex Word();
}
