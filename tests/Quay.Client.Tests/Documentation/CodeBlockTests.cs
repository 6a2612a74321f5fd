namespace Quay.Client.Tests.Documentation;

public class CodeBlockTests
{
    [Fact]
    public void The_fenced_blocks_of_a_file_are_found_with_their_language_and_line()
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
    public void A_block_that_is_not_closed_goes_to_the_end() =>
        Assert.Equal([new CodeBlock("a.md", 2, "csharp", "int a;")], CodeBlock.Parse("a.md", ["```csharp", "int a;"]));
}
