using System.Text;

namespace QuayTags;

/// <summary>Replaces whole files, so that an interruption leaves either the earlier content or the new one.</summary>
internal static class AtomicFile
{
    public static void Write(FileInfo file, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        // A link or a device, such as /dev/stdout, must not be replaced by a file.
        if (file.LinkTarget is not null || file.FullName.StartsWith("/dev/", StringComparison.Ordinal))
        {
            File.WriteAllBytes(file.FullName, bytes);
            return;
        }

        string next = file.FullName + ".new";
        using (FileStream stream = File.Create(next))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, file.FullName, overwrite: true);
    }
}
