using System.Text;
using Microsoft.Win32.SafeHandles;

namespace QuayTags;

/// <summary>The standard output, and how it says that nobody reads it any more (<c>| head</c>).</summary>
internal static class StandardOutput
{
    // EPIPE on Linux and macOS, where an IOException carries the number of the system's error.
    private const int BrokenPipe = 32;

    /// <summary>
    /// The console's own stream swallows the error of a broken pipe, and the program would go on to ask Quay for pages that nobody reads.
    /// </summary>
    public static TextWriter Open()
    {
        if (Console.IsOutputRedirected && !OperatingSystem.IsWindows())
        {
            var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!stream.CanSeek)
            {
                return new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            }
        }

        return Console.Out;
    }

    public static bool IsBrokenPipe(IOException fault) => fault.HResult == BrokenPipe;
}
