namespace QuayTags;

/// <summary>Reads the profiles of the user from <c>profiles.json</c> in the configuration folder.</summary>
internal sealed class ProfileFile
{
    private const string FileName = "profiles.json";

    private readonly string _file;
    private readonly string? _defaultName;
    private readonly IReadOnlyList<Profile> _profiles;

    private ProfileFile(string file, string? defaultName, IReadOnlyList<Profile> profiles) =>
        (_file, _defaultName, _profiles) = (file, defaultName, profiles);

    /// <summary>
    /// Gets the folder in <c>$XDG_CONFIG_HOME</c> or <c>~/.config</c> (Linux), <c>~/Library/Application Support</c> (macOS) or
    /// <c>%APPDATA%</c> (Windows); null if the user has no home.
    /// </summary>
    public static string? DefaultFolder =>
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify)
            is { Length: > 0 } folder ? Path.Combine(folder, "quaytags") : null;

    /// <summary>Gets the profile with a name.</summary>
    /// <param name="folder">The configuration folder, or null.</param>
    /// <param name="name">The name of the profile.</param>
    /// <param name="source">The option or variable that has the name, for messages.</param>
    /// <exception cref="UsageException">There is no such profile, or the file cannot be used.</exception>
    public static Profile Find(string? folder, string name, string source) =>
        Read(folder) is { } file
            ? file.Find(name, source)
            : throw new UsageException($"{source} needs {Path.Combine(folder ?? "", FileName)}, which does not exist.");

    /// <summary>Gets the default profile; null if there is none.</summary>
    /// <exception cref="UsageException">The file cannot be used, or its default profile is not in it.</exception>
    public static Profile? FindDefault(string? folder) =>
        Read(folder) is { _defaultName: { } name } file ? file.Find(name, $"{file._file}: default_profile") : null;

    private static ProfileFile? Read(string? folder)
    {
        if (folder is null || Path.Combine(folder, FileName) is var file && !File.Exists(file))
        {
            return null;
        }

        FilePermissions.RequireUnwritable(file);
        (string? name, IReadOnlyList<Profile> all) = new ProfileParser(file).Parse(ReadText(file));
        if (all.Any(profile => profile.HasSecret))
        {
            FilePermissions.RequireUnreadable(file);
        }

        return new ProfileFile(file, name, all);
    }

    private static string ReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read: {FileError.MessageOf(fault)}");
        }
    }

    private Profile Find(string name, string source) =>
        _profiles.FirstOrDefault(profile => profile.Name == name) ?? throw new UsageException(
            $"{source} names the profile '{name}', which is not in {_file}."
            + ClosestName.Hint(name, _profiles.Select(profile => profile.Name)));
}
