namespace Quay.Client.Tests.Documentation.Tokens;

/// <summary>Verifies that docs/tokens.md shows the code that the tests of this folder run, and its output.</summary>
public class TokenPageTests
{
    private static readonly CodeBlock[] Blocks =
        [.. CodeBlock.Parse("tokens.md", CodeBlock.Documents["tokens.md"])];

    [Theory]
    [InlineData("TokenFile.cs")]
    [InlineData("VaultToken.cs")]
    [InlineData("RotationDemo.cs")]
    public void Page_shows_the_tested_code(string file)
    {
        string source = File.ReadAllText(
            Path.Combine(Commands.Root, "tests", "Quay.Client.Tests", "Documentation", "Tokens", file)).ReplaceLineEndings("\n");
        string code = source[source.IndexOf("namespace Quay", StringComparison.Ordinal)..];
        code = code[code.IndexOf('\n', StringComparison.Ordinal)..].Trim();

        Assert.True(
            Blocks.Any(block => block.Text.Contains(code, StringComparison.Ordinal)), $"docs/tokens.md must contain:\n{code}");
    }

    [Fact]
    public async Task Page_shows_the_output_of_the_rotation()
    {
        string file = Path.GetTempFileName();
        using var output = new StringWriter { NewLine = "\n" };

        await RotationDemo.RunAsync(file, output);

        File.Delete(file);
        Assert.Equal(Blocks[^1].Text, output.ToString().TrimEnd());
        Assert.Equal("text", Blocks[^1].Language);
    }

    [Fact]
    public void Table_of_contents_lists_the_page() => Assert.Contains(
        "- name: Tokens and vaults\n  href: tokens.md\n",
        File.ReadAllText(Path.Combine(Commands.Root, "docs", "toc.yml")).ReplaceLineEndings("\n"),
        StringComparison.Ordinal);
}
