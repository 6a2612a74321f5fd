using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace QuayTags;

/// <summary>Runs a command that prints a token. The command can be interactive: only its output is redirected.</summary>
/// <param name="name">The option, variable or property that has the command, for messages. The command itself can contain secrets.</param>
/// <param name="command">The command for the shell.</param>
internal sealed class TokenCommand(string name, string command)
{
    private const int MaxLineBytes = 64 * 1024;

    public string Name => name;

    /// <summary>Runs the command, and returns the first line of its output.</summary>
    /// <param name="cancellationToken">Kills the command.</param>
    /// <exception cref="IOException">The command cannot be started, it failed, or it printed no token.</exception>
    /// <exception cref="OperationCanceledException">The command was killed.</exception>
    public string Run(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using Process process = Start();
        using CancellationTokenRegistration kill = cancellationToken.Register(() => Kill(process));
        string line = ReadLine(process);

        // A full pipe would block the command. The command can leave a process that keeps the pipe open, so its end is not awaited.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        string fault = process.ExitCode != 0 ? $"failed with exit code {process.ExitCode}"
            : string.IsNullOrWhiteSpace(line) ? "printed an empty first line"
            : "printed a first line that is not a token: it contains a space or an invalid character";
        return process.ExitCode == 0 && line.Trim() is { Length: > 0 } token && token.All(character => character is >= '!' and <= '~')
            ? token
            : throw new IOException($"{name}: the command {fault}.");
    }

    private Process Start()
    {
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe") { Arguments = $"/d /s /c \"{command}\"" }
            : new ProcessStartInfo("/bin/sh", ["-c", command]);
        start.RedirectStandardOutput = true;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new IOException($"{name}: the shell cannot be started: {fault.Message}", fault);
        }
    }

    /// <summary>Reads up to the end of a line. The rest of the output is not needed, and can be endless.</summary>
    private string ReadLine(Process process)
    {
        byte[] line = new byte[MaxLineBytes];
        int length = 0;
        while (process.StandardOutput.BaseStream.Read(line, length, line.Length - length) is > 0 and var read)
        {
            int end = line.AsSpan(length, read).IndexOf((byte)'\n');
            length += end < 0 ? read : end;
            if (end >= 0)
            {
                break;
            }

            if (length == line.Length)
            {
                Kill(process);
                throw new IOException($"{name}: the command printed a first line of more than {MaxLineBytes / 1024} KiB.");
            }
        }

        return Encoding.UTF8.GetString(line, 0, length);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // The command has ended.
        }
    }
}
