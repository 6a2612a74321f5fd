using System.Text;
using Microsoft.Win32.SafeHandles;

namespace QuayTags;

/// <summary>Opens standard output, and detects that its reader has closed it (<c>| head</c>).</summary>
internal static class StandardOutput
{
    // EPIPE on Linux and macOS. There, the HResult of an IOException is the error number of the system.
    private const int BrokenPipe = 32;

    /// <summary>Opens a writer that throws if the pipe is broken.</summary>
    /// <remarks>The console's stream ignores a broken pipe, and the tool would continue to request pages that nobody reads.</remarks>
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
