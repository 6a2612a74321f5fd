using System.Text.RegularExpressions;

namespace Quay.Client.Tests.Documentation;

/// <summary>Verifies that readers of the folder and of the site find every page.</summary>
public partial class IndexTests
{
    private static readonly string Folder = Path.Combine(Commands.Root, "docs");

    // index.md is the start page of the site, and README.md is the table itself.
    private static readonly string[] Pages =
    [
        .. Directory.GetFiles(Folder, "*.md").Select(file => Path.GetFileName(file)).Except(["index.md", "README.md"])
            .Order(StringComparer.Ordinal),
    ];

    private static string Table => File.ReadAllText(Path.Combine(Folder, "README.md")).ReplaceLineEndings("\n");

    private static string Contents => File.ReadAllText(Path.Combine(Folder, "toc.yml")).ReplaceLineEndings("\n");

    [Fact]
    public void Table_in_the_folder_of_the_documents_lists_every_page() =>
        Assert.Equal(Pages, Line().Matches(Table).Select(line => line.Groups["file"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Table_has_the_names_and_the_order_of_the_table_of_contents() => Assert.Equal(
        Entry().Matches(Contents).Select(entry => (entry.Groups["name"].Value, entry.Groups["file"].Value)),
        Line().Matches(Table).Select(line => (line.Groups["name"].Value, line.Groups["file"].Value)));

    [GeneratedRegex(@"^\| [^|]+ \| \[(?<name>[^\]]+)\]\((?<file>[^)]+\.md)\) \|$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"^- name: (?<name>.+)\n  href: (?<file>[^/\n]+\.md)$", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
