namespace Quay.Client.Tests.Documentation;

[Trait("Speed", "Slow")]
public class SnippetTests
{
    private const string Using = "using Quay.Client;\n";
    private const string Client = Using + "using var client = new QuayClient(new() { Endpoint = new Uri(\"https://quay.io\") });\n";

    [Theory]
    [InlineData(Client + "Console.WriteLine(client.Tags);")]
    [InlineData(Client + "Console.WriteLine(await client.Repositories.GetAsync(\"a/b\"));")]
    [InlineData(Using + "internal sealed record Pair(IQuayClient Client, Uri Address);")]
    [InlineData(Using + "public static int Count(IQuayClient client) => client is null ? 0 : 1;\npublic int Number { get; init; }")]
    public void Valid_code_block_compiles(string text) => Assert.Empty(Faults(text));

    [Theory]
    [InlineData(Using + "Console.WriteLine(new QuayClient());", "README.md(12): CS")]
    [InlineData("Console.WriteLine(new QuayClient(null!));", "README.md(11): CS0246")]
    [InlineData("int number = \"text\";", "README.md(11): CS0029")]
    [InlineData("Console.WriteLine(1)", "README.md(11): CS1002")]
    [InlineData("\n\nstring text = null;\nConsole.WriteLine(text);", "README.md(13): CS8600")]
    [InlineData("int unused = 1;", "README.md(11): CS0219")]
    [InlineData("public int Count() => Missing;", "README.md(11): CS0103")]
    [InlineData("using Quay.Client;\nConsole.WriteLine(QuayJsonContext.Default);", "README.md(12): CS0122")]
    public void Compile_error_in_a_code_block_is_reported_with_file_and_line(string text, string fault) =>
        Assert.Contains(Faults(text), found => found.StartsWith(fault, StringComparison.Ordinal));

    private static IReadOnlyList<string> Faults(string text) => Snippet.Faults(new CodeBlock("README.md", 11, "csharp", text));
}
