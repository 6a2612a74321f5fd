using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Quay.Client.Tests.Documentation;

/// <summary>The pages of the packages: short, and with links that also work outside the repository.</summary>
public partial class ReadmeTests
{
    private const int MaxBytes = 8_000;

    private static readonly string RepositoryUrl =
        XDocument.Load(Path.Combine(Commands.Root, "Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;

    public static TheoryData<string> PackagePages => ["README.md", "docs/testing.md", "src/QuayTags/README.md"];

    [Fact]
    public void Readme_has_at_most_8_kB() => Assert.InRange(new FileInfo(Path.Combine(Commands.Root, "README.md")).Length, 1, MaxBytes);

    [Theory]
    [MemberData(nameof(PackagePages))]
    public void Package_page_has_only_absolute_links(string page) =>
        Assert.All(LinksOf(page), link => Assert.StartsWith("https://", link, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(PackagePages))]
    public void Links_of_a_package_page_to_the_repository_name_files_that_exist(string page) => Assert.All(
        LinksOf(page).Where(link => link.StartsWith(RepositoryUrl, StringComparison.Ordinal)),
        link => Assert.True(Exists(link), $"{page} links to {link}, which is not in the repository."));

    [Fact]
    public void Links_of_the_readme_are_found() => Assert.Contains($"{RepositoryUrl}/blob/main/docs/testing.md", LinksOf("README.md"));

    private static IEnumerable<string> LinksOf(string page) =>
        Link().Matches(File.ReadAllText(Path.Combine(Commands.Root, page))).Select(match => match.Groups["address"].Value);

    private static bool Exists(string link)
    {
        string path = Path.Combine(Commands.Root, RepositoryPath().Match(link).Groups["path"].Value);
        return RepositoryPath().IsMatch(link) && (File.Exists(path) || Directory.Exists(path));
    }

    // [text](address) and [name]: address
    [GeneratedRegex(@"\]\((?<address>[^)\s]+)\)|^\[[^\]]+\]: (?<address>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex("/(blob|tree)/main/(?<path>.+)$")]
    private static partial Regex RepositoryPath();
}
