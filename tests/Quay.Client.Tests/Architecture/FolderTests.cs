using System.Xml.Linq;

namespace Quay.Client.Tests.Architecture;

[Trait("Speed", "Slow")]
public class FolderTests
{
    public static TheoryData<string> Packages => [.. Package.All.Select(package => package.Name)];

    [Theory]
    [InlineData("Quay.Client", FolderDependency.Root, "Wire", "Tags", "Transport")]
    [InlineData("Quay.Client.History", FolderDependency.Root, "Plans", "Snapshots", "Reading")]
    [InlineData("Quay.Client.Testing", FolderDependency.Root, "Endpoints", "Web", "Registry")]
    [InlineData("QuayTags", FolderDependency.Root, "Commands", "Writes", "Connections", "Arguments")]
    public void Dependencies_between_folders_are_found(string package, params string[] folders) => Assert.Superset(
        folders.ToHashSet(), FolderDependency.In(Package.Of(package)).SelectMany(use => new[] { use.From, use.To }).ToHashSet());

    [Theory]
    [MemberData(nameof(Packages))]
    public void Documentation_lists_exactly_the_folders_of_the_package(string package) => Assert.Equal(
        FolderDependency.FoldersOf(Package.Of(package)).Order(StringComparer.Ordinal),
        FolderTable.FromDocumentation(Package.Of(package)).Rows.Select(row => row.Folder).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Packages))]
    public void Folder_uses_only_the_documented_folders(string package)
    {
        FolderTable table = FolderTable.FromDocumentation(Package.Of(package));

        string[] forbidden = [.. FolderDependency.In(Package.Of(package)).Where(use => !table.Allows(use)).Select(use => use.ToString())];

        Assert.True(forbidden.Length == 0, string.Join(Environment.NewLine, forbidden));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Documentation_allows_only_dependencies_that_exist(string package)
    {
        HashSet<(string, string)> used = [.. FolderDependency.In(Package.Of(package)).Select(use => (use.From, use.To))];

        Assert.Subset(
            used,
            FolderTable.FromDocumentation(Package.Of(package)).Rows
                .SelectMany(row => row.MayUse, (row, to) => (row.Folder, to))
                .ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Documentation_allows_only_dependencies_on_folders_further_down(string package) =>
        Assert.Empty(FolderTable.FromDocumentation(Package.Of(package)).UpwardDependencies());

    [Fact]
    public void Packages_reference_each_other_as_documented() => Assert.Equal(
        PackageTable.FromDocumentation(),
        Package.All.ToDictionary(package => package.Name, package => string.Join(", ", ReferencesOf(package))));

    [Fact]
    public void Packages_expose_internals_only_to_their_own_tests() => Assert.Empty(Package.All.SelectMany(package =>
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
