using System.Text.RegularExpressions;

namespace Quay.Client.Tests.Documentation;

/// <summary>Represents a page of the documentation, whose programs and outputs are tested.</summary>
internal sealed partial record Page(string File)
{
    private CodeBlock[] Blocks => [.. CodeBlock.Parse(File, CodeBlock.Documents[File])];

    /// <summary>Gets the only C# program of the page that contains a text.</summary>
    public CodeBlock Program(string containing) =>
        Assert.Single(Blocks, block => block.Language == "csharp" && block.Text.Contains(containing, StringComparison.Ordinal));

    /// <summary>Gets the blocks of a language.</summary>
    public IEnumerable<CodeBlock> In(string language) => Blocks.Where(block => block.Language == language);

    /// <summary>Asserts that a block of the page shows a text. The page can break a line at any space.</summary>
    public void AssertShows(string text) => Assert.True(
        In("text").Any(block => OneLine(block.Text) == OneLine(text)),
        $"{File} does not show:\n{text}\nIt shows:\n{string.Join("\n---\n", In("text").Select(block => block.Text))}");

    private static string OneLine(string text) => Break().Replace(text, " ");

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex Break();
}
