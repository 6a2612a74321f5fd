namespace Quay.Client.Tests.Architecture;

/// <summary>Represents a package of this repository with its sources, which the build copies to the output folder of the tests.</summary>
internal sealed record Package(string Name)
{
    private static readonly string Sources = Path.Combine(AppContext.BaseDirectory, "src");

    public static IReadOnlyList<Package> All { get; } =
        [
            .. Directory.GetDirectories(Sources)
                .Select(folder => new Package(Path.GetFileName(folder)))
                .OrderBy(package => package.Name, StringComparer.Ordinal),
        ];

    public string ProjectFile => Path.Combine(Sources, Name, Name + ".csproj");

    public static Package Of(string name) => All.Single(package => package.Name == name);

    /// <summary>Reads the source files, keyed by their path in the package, such as <c>Tags/TagChange.cs</c>.</summary>
    public IReadOnlyDictionary<string, string> ReadSources()
    {
        string root = Path.Combine(Sources, Name);
        return Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);
    }
}
