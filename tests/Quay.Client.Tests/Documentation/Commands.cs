namespace Quay.Client.Tests.Documentation;

/// <summary>Finds the commands that a document shows, and the projects that they name.</summary>
internal static class Commands
{
    private static readonly string[] Shells = ["sh", "bash", "shell", "console"];

    private static readonly string[] Projects = [".csproj", ".sln", ".slnx"];

    public static string Root { get; } = FindRoot();

    /// <summary>Gets the <c>dotnet</c> commands, without prompt and comment.</summary>
    public static IEnumerable<string> DotnetCommandsIn(IEnumerable<CodeBlock> blocks) => blocks
        .Where(block => Shells.Contains(block.Language))
        .SelectMany(block => block.Text.Split('\n'))
        .Select(line => line.Trim().TrimStart('$').Split(" #")[0].Trim())
        .Where(line => line.StartsWith("dotnet ", StringComparison.Ordinal));

    /// <summary>Gets the projects of a command: the argument after <c>--project</c>, and each argument that looks like a path.</summary>
    public static IEnumerable<string> ProjectsOf(string command)
    {
        string[] words = [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => word != "--")];
        return words.Where((word, place) => words.ElementAtOrDefault(place - 1) == "--project" || LooksLikePath(word));
    }

    /// <summary>Determines whether a path is a project or solution of the repository, or a folder that contains one.</summary>
    public static bool IsProject(string path)
    {
        string full = Path.Combine(Root, path);
        return Directory.Exists(full)
            ? Directory.EnumerateFiles(full).Any(HasProjectExtension)
            : HasProjectExtension(full) && File.Exists(full);
    }

    private static bool LooksLikePath(string word) =>
        !word.StartsWith('-') && (word.Contains('/', StringComparison.Ordinal) || HasProjectExtension(word));

    private static bool HasProjectExtension(string path) => Projects.Contains(Path.GetExtension(path));

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
