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

        WithNext(file, next =>
        {
            using (FileStream stream = new(next, FileMode.CreateNew))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(next, file.FullName, overwrite: true);
        });
    }

    /// <summary>Throws the exception of a later <see cref="Write"/> if its folder does not exist or cannot be written.</summary>
    public static void EnsureWritable(FileInfo file)
    {
        if (!IsSpecial(file))
        {
            WithNext(file, next => new FileStream(next, FileMode.CreateNew).Dispose());
        }
    }

    // Another name could be that of a file or a link of somebody else.
    private static void WithNext(FileInfo file, Action<string> write)
    {
        string next = $"{file.FullName}.{Path.GetRandomFileName()}";
        try
        {
            try
            {
                write(next);
            }
            finally
            {
                if (file.Directory?.Exists == true)
                {
                    File.Delete(next);
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The user knows only the name of the file.
            throw new IOException(fault.Message.Replace(next, $"{file}", StringComparison.Ordinal), fault);
        }
    }

    // A link or a device, such as /dev/stdout, must not be replaced by a file.
    private static bool IsSpecial(FileInfo file) =>
        file.LinkTarget is not null || file.FullName.StartsWith("/dev/", StringComparison.Ordinal);
}
