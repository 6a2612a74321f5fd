namespace Quay.Client.Tests.Documentation;

public class CodeBlockTests
{
    [Fact]
    public void Fenced_code_blocks_are_found_with_language_and_line()
    {
        string[] lines =
        [
            "# Title", "```csharp", "int a;", "", "int b;", "```", "text `code` text",
            "1. In a list:", "   ```sh", "   dotnet build", "   ```", "```", "plain", "```",
        ];

        Assert.Equal(
            [
                new CodeBlock("a.md", 3, "csharp", "int a;\n\nint b;"),
                new CodeBlock("a.md", 10, "sh", "   dotnet build"),
                new CodeBlock("a.md", 13, "", "plain"),
            ],
            CodeBlock.Parse("a.md", lines));
    }

    [Fact]
    public void Unclosed_code_block_extends_to_the_end_of_the_file() =>
        Assert.Equal([new CodeBlock("a.md", 2, "csharp", "int a;")], CodeBlock.Parse("a.md", ["```csharp", "int a;"]));
}
