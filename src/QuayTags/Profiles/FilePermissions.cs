namespace QuayTags;

/// <summary>Verifies that other users cannot change or read a file. On Windows, the folders of a user protect it.</summary>
/// <remarks>The owner of the file is not verified, because .NET does not provide it.</remarks>
internal static class FilePermissions
{
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode ReadableByOthers = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <exception cref="UsageException">Others can change the file, or replace it or a folder above it. Or it is a broken link.</exception>
    public static void RequireUnwritable(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Require(file, WritableByOthers, "other users can change it, and the tool runs its token commands", "go-w");
        foreach (string path in Links(file))
        {
            string folder = Path.GetDirectoryName(path)!;
            Require(folder, WritableByOthers, "other users can replace the profiles in it", "go-w");
            foreach (string parent in Links(folder).SelectMany(Parents))
            {
                // In a folder with the sticky bit, such as /tmp, users can replace only their own files.
                if ((Mode(parent) & UnixFileMode.StickyBit) == 0)
                {
                    Require(parent, UnixFileMode.OtherWrite, $"other users can replace the folders of '{path}' in it", "o-w");
                }
            }
        }
    }

    /// <exception cref="UsageException">Group or others can read the file.</exception>
    public static void RequireUnreadable(string file) =>
        Require(file, ReadableByOthers, "other users can read the token or the login of the proxy in it", "600");

    private static void Require(string path, UnixFileMode forbidden, string reason, string mode)
    {
        if ((Mode(path) & forbidden) != 0)
        {
            throw new UsageException($"{path} is not used, because {reason}. Run: chmod {mode} '{path}'");
        }
    }

    // The mode of a link is that of its target.
    private static UnixFileMode Mode(string path)
    {
        try
        {
            return OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
        }
        catch (FileNotFoundException)
        {
            throw new UsageException($"{path} is a link to a file that does not exist.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} is not used, because its permissions cannot be read.");
        }
    }

    /// <summary>Gets the path and, if it is a link, the path of each target.</summary>
    private static IEnumerable<string> Links(string path)
    {
        for (string? next = path; next is not null; next = new FileInfo(next).ResolveLinkTarget(returnFinalTarget: false)?.FullName)
        {
            yield return next;
        }
    }

    private static IEnumerable<string> Parents(string folder)
    {
        for (string? parent = Path.GetDirectoryName(folder); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            yield return parent;
        }
    }
}
