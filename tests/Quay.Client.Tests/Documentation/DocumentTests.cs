namespace Quay.Client.Tests.Documentation;

public class DocumentTests
{
    private static readonly CodeBlock[] Snippets =
        [.. CodeBlock.OfAllDocuments().Where(block => block.Language is "csharp" or "cs" or "c#")];

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
}
