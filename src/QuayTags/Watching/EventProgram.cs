using System.ComponentModel;
using System.Diagnostics;

namespace QuayTags;

/// <summary>Runs a program for an event, without a shell.</summary>
internal sealed class EventProgram(string program, IReadOnlyList<string> arguments)
{
    /// <param name="json">The event, which the program reads from its standard input.</param>
    /// <param name="cancellationToken">Stops the program.</param>
    /// <exception cref="IOException">The program cannot be started, or it failed.</exception>
    public async Task RunAsync(string json, CancellationToken cancellationToken)
    {
        using Process process = Start();
        try
        {
            await process.StandardInput.WriteLineAsync(json.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program does not read its input.
        }

        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new IOException($"The program '{program}' failed with exit code {process.ExitCode}. The watch has ended.");
        }
    }

    private Process Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true })!;
        }
        catch (Win32Exception fault)
        {
            throw new IOException($"The program '{program}' cannot be started: {fault.Message}", fault);
        }
    }
}
