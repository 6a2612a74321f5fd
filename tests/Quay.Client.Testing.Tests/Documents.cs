namespace Quay.Client.Testing.Tests;

/// <summary>Reads the pages of the documentation.</summary>
internal static class Documents
{
    private static readonly string Root = FindRoot();

    public static string Read(string page) => File.ReadAllText(Path.Combine(Root, "docs", page)).ReplaceLineEndings("\n");

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
