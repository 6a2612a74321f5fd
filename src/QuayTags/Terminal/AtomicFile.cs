using System.Text;

namespace QuayTags;

/// <summary>Replaces whole files, so that an interruption leaves either the earlier content or the new one.</summary>
internal static class AtomicFile
{
    public static void Write(FileInfo file, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (IsSpecial(file))
        {
            File.WriteAllBytes(file.FullName, bytes);
            return;
        }

        using (FileStream stream = File.Create(Next(file)))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(Next(file), file.FullName, overwrite: true);
    }

    /// <summary>Throws the exception of a later <see cref="Write"/> if its folder does not exist or cannot be written.</summary>
    public static void EnsureWritable(FileInfo file)
    {
        if (!IsSpecial(file))
        {
            File.Create(Next(file)).Dispose();
            File.Delete(Next(file));
        }
    }

    private static string Next(FileInfo file) => file.FullName + ".new";

    // A link or a device, such as /dev/stdout, must not be replaced by a file.
    private static bool IsSpecial(FileInfo file) =>
        file.LinkTarget is not null || file.FullName.StartsWith("/dev/", StringComparison.Ordinal);
}
