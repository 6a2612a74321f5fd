namespace QuayTags;

/// <summary>Verifies that other users cannot change or read a file. On Windows, the folders of a user protect it.</summary>
internal static class FilePermissions
{
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode ReadableByOthers = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <exception cref="UsageException">Group or others can change the file, or replace it in its folder.</exception>
    public static void RequireUnwritable(string file)
    {
        Require(file, WritableByOthers, "other users can change it, and the tool runs its token commands", "go-w");
        Require(Path.GetDirectoryName(file)!, WritableByOthers, "other users can replace the profiles in it", "go-w");
    }

    /// <exception cref="UsageException">Group or others can read the file.</exception>
    public static void RequireUnreadable(string file) =>
        Require(file, ReadableByOthers, "other users can read the token or the login of the proxy in it", "600");

    private static void Require(string path, UnixFileMode forbidden, string reason, string mode)
    {
        // The mode of a link is that of its target.
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & forbidden) != 0)
        {
            throw new UsageException($"{path} is not used, because {reason}. Run: chmod {mode} '{path}'");
        }
    }
}
