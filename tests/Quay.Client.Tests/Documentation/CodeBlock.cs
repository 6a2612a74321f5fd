namespace Quay.Client.Tests.Documentation;

/// <summary>Represents a fenced code block of a Markdown file.</summary>
internal sealed record CodeBlock(string File, int FirstLine, string Language, string Text)
{
    private const string Fence = "```";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "docs");

    /// <summary>Gets the lines of each document, keyed by file name.</summary>
    public static IReadOnlyDictionary<string, string[]> Documents { get; } = new SortedDictionary<string, string[]>(
        Directory.GetFiles(Folder, "*.md", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'), System.IO.File.ReadAllLines),
        StringComparer.Ordinal);

    public static IEnumerable<CodeBlock> InReadme() => Parse("README.md", Documents["README.md"]);

    public static IReadOnlyList<CodeBlock> InAllDocuments() => [.. Documents.SelectMany(document => Parse(document.Key, document.Value))];

    public static IEnumerable<CodeBlock> Parse(string file, IReadOnlyList<string> lines)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            string fence = lines[i].TrimStart();
            if (!fence.StartsWith(Fence, StringComparison.Ordinal))
            {
                continue;
            }

            int first = i + 1;
            int end = first;
            while (end < lines.Count && lines[end].Trim() != Fence)
            {
                end++;
            }

            yield return new CodeBlock(
                file, first + 1, fence[Fence.Length..].Trim(), string.Join('\n', lines.Skip(first).Take(end - first)));
            i = end;
        }
    }

    public override string ToString() => $"{File}:{FirstLine}";
}
