using System.Xml.Linq;

namespace Quay.Client.Tests.Architecture;

[Trait("Speed", "Slow")]
public class FolderTests
{
    public static TheoryData<string> Packages => [.. Package.All.Select(package => package.Name)];

    [Theory]
    [InlineData("Quay.Client", Arrow.Root, "Wire", "Tags", "Transport")]
    [InlineData("Quay.Client.History", Arrow.Root, "Plans", "Snapshots", "Reading")]
    [InlineData("Quay.Client.Testing", Arrow.Root, "Endpoints", "Web", "Registry")]
    [InlineData("QuayTags", Arrow.Root, "Commands", "Writes", "Connections", "Arguments")]
    public void Arrows_between_folders_are_found(string package, params string[] folders) => Assert.Superset(
        folders.ToHashSet(), Arrow.In(Package.Of(package)).SelectMany(arrow => new[] { arrow.From, arrow.To }).ToHashSet());

    [Theory]
    [MemberData(nameof(Packages))]
    public void Documentation_lists_exactly_the_folders_of_the_package(string package) => Assert.Equal(
        Arrow.FoldersOf(Package.Of(package)).Order(StringComparer.Ordinal),
        FolderTable.OfTheDocuments(Package.Of(package)).Rows.Select(row => row.Folder).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Packages))]
    public void Folder_uses_only_the_folders_that_the_documentation_allows(string package)
    {
        FolderTable table = FolderTable.OfTheDocuments(Package.Of(package));

        string[] forbidden = [.. Arrow.In(Package.Of(package)).Where(arrow => !table.Allows(arrow)).Select(arrow => arrow.ToString())];

        Assert.True(forbidden.Length == 0, string.Join(Environment.NewLine, forbidden));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Documentation_allows_no_use_that_does_not_occur(string package)
    {
        HashSet<(string, string)> used = [.. Arrow.In(Package.Of(package)).Select(arrow => (arrow.From, arrow.To))];

        Assert.Subset(
            used,
            FolderTable.OfTheDocuments(Package.Of(package)).Rows.SelectMany(row => row.MayUse, (row, to) => (row.Folder, to)).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Folder_may_use_only_folders_further_down(string package) =>
        Assert.Empty(FolderTable.OfTheDocuments(Package.Of(package)).ArrowsNotDownwards());

    [Fact]
    public void Packages_depend_on_each_other_as_the_documentation_says() => Assert.Equal(
        PackageTable.OfTheDocuments(),
        Package.All.ToDictionary(package => package.Name, package => string.Join(", ", ReferencesOf(package))));

    [Fact]
    public void Packages_show_their_internals_only_to_their_own_tests() => Assert.Empty(Package.All.SelectMany(package =>
        Items(package, "InternalsVisibleTo")
            .Where(friend => friend != package.Name + ".Tests")
            .Select(friend => $"{package.Name} -> {friend}")));

    private static IEnumerable<string> ReferencesOf(Package package) =>
        Items(package, "ProjectReference")
            .Select(project => Path.GetFileNameWithoutExtension(project.Replace('\\', '/')))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Items(Package package, string kind) =>
        XDocument.Load(package.ProjectFile).Descendants(kind).Select(item => item.Attribute("Include")!.Value);
}
