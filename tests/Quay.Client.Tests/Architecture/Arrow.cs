using System.Collections.Concurrent;

namespace Quay.Client.Tests.Architecture;

/// <summary>A folder that uses a type of another folder.</summary>
internal sealed record Arrow(string From, string To, string Example)
{
    public const string Root = "(root)";

    public override string ToString() => $"{From} -> {To}: {Example}";

    private static readonly ConcurrentDictionary<Package, Lazy<IReadOnlyList<Arrow>>> Known = new();

    /// <summary>The arrows between the folders of a package.</summary>
    public static IReadOnlyList<Arrow> In(Package package) =>
        Known.GetOrAdd(package, static package => new(() => In(package.Name, package.ReadSources()))).Value;

    public static IReadOnlyList<Arrow> In(string assemblyName, IReadOnlyDictionary<string, string> sources) =>
    [
        .. SourceTypes.UsesIn(assemblyName, sources)
            .Select(use => new Arrow(FolderOf(use.File), FolderOf(use.DeclaringFile), $"{use.File} uses {use.Type}"))
            .Where(arrow => arrow.From != arrow.To && !IsInside(arrow.From, arrow.To) && !IsInside(arrow.To, arrow.From)),
    ];

    /// <summary>The folders of a package that hold a source file.</summary>
    public static IReadOnlySet<string> FoldersOf(Package package) => package.ReadSources().Keys.Select(FolderOf).ToHashSet();

    // A folder and its own subfolders are one section: they may use each other.
    private static bool IsInside(string folder, string outer) => folder.StartsWith(outer + "/", StringComparison.Ordinal);

    private static string FolderOf(string file) => file.LastIndexOf('/') is var slash and > 0 ? file[..slash] : Root;
}
