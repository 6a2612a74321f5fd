using System.Collections.Concurrent;

namespace Quay.Client.Tests.Architecture;

/// <summary>Represents the use of a type of one folder in another folder.</summary>
internal sealed record FolderDependency(string From, string To, string Example)
{
    public const string Root = "(root)";

    public override string ToString() => $"{From} -> {To}: {Example}";

    private static readonly ConcurrentDictionary<Package, Lazy<IReadOnlyList<FolderDependency>>> Known = new();

    /// <summary>Gets the dependencies between the folders of a package.</summary>
    public static IReadOnlyList<FolderDependency> In(Package package) =>
        Known.GetOrAdd(package, static package => new(() => In(package.Name, package.ReadSources()))).Value;

    public static IReadOnlyList<FolderDependency> In(string assemblyName, IReadOnlyDictionary<string, string> sources) =>
    [
        .. SourceTypes.UsesIn(assemblyName, sources)
            .Select(use => new FolderDependency(FolderOf(use.File), FolderOf(use.DeclaringFile), $"{use.File} uses {use.Type}"))
            .Where(edge => edge.From != edge.To && !IsInside(edge.From, edge.To) && !IsInside(edge.To, edge.From)),
    ];

    /// <summary>Gets the folders of a package that contain a source file.</summary>
    public static IReadOnlySet<string> FoldersOf(Package package) => package.ReadSources().Keys.Select(FolderOf).ToHashSet();

    // A folder and its subfolders may use each other.
    private static bool IsInside(string folder, string outer) => folder.StartsWith(outer + "/", StringComparison.Ordinal);

    private static string FolderOf(string file) => file.LastIndexOf('/') is var slash and > 0 ? file[..slash] : Root;
}
