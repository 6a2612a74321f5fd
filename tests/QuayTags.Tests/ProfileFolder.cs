namespace QuayTags.Tests;

/// <summary>Represents a configuration folder of a user, with a profile file that only the user can read.</summary>
internal sealed class ProfileFolder : IDisposable
{
    public ProfileFolder(string json)
    {
        FilePath = Path.Combine(Folder, "profiles.json");
        File.WriteAllText(FilePath, json);
        SetMode(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory().FullName;

    public string FilePath { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public void SetMode(UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(FilePath, mode);
        }
    }

    public ToolContext Context(Dictionary<string, string>? environment = null) =>
        ToolRun.Context(environment) with { ConfigurationFolder = Folder };

    public Task<ToolRun> RunAsync(params string[] args) => ToolRun.RunAsync(args, Context());
}
