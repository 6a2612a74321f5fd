using System.Runtime.InteropServices;

namespace QuayTags;

/// <summary>Converts Ctrl-C (SIGINT) and SIGTERM to a cancellation. A second signal ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _termination;

    public StopSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    public CancellationToken Token => _stop.Token;

    /// <summary>Gets the exit code for the received signal.</summary>
    public int ExitCode { get; private set; } = QuayTags.ExitCode.Interrupted;

    public void Dispose()
    {
        _interrupt.Dispose();
        _termination.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = !_stop.IsCancellationRequested;
        ExitCode = context.Signal == PosixSignal.SIGTERM ? QuayTags.ExitCode.Terminated : QuayTags.ExitCode.Interrupted;
        _stop.Cancel();
    }
}
