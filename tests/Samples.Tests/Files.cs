namespace Samples.Tests;

/// <summary>The files of the samples in the repository.</summary>
internal static class Files
{
    public static string Root { get; } = FindRoot();

    public static string Samples { get; } = Path.Combine(Root, "samples");

    public static string Readme { get; } = File.ReadAllText(Path.Combine(Samples, "README.md")).ReplaceLineEndings("\n");

    /// <summary>The names of the samples, which are those of their folders.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetDirectories(Samples).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>Gets the path of a sample's program, in the output folder of its project.</summary>
    public static string ProgramOf(string sample)
    {
        string output = Path.GetRelativePath(Path.Combine(Root, "tests", "Samples.Tests"), AppContext.BaseDirectory);
        return Path.Combine(Samples, sample, output, sample + ".dll");
    }

    public static string ProjectOf(string sample) => File.ReadAllText(Path.Combine(Samples, sample, sample + ".csproj"));

    /// <summary>The source files of a sample, without those that the build makes.</summary>
    public static string[] SourcesOf(string sample)
    {
        string folder = Path.Combine(Samples, sample);
        return [
            .. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(file => Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj")),
        ];
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} is the repository's.");
    }
}
