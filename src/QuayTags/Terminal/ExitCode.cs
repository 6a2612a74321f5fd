using Quay.Client;

namespace QuayTags;

/// <summary>Defines the exit codes of the tool, and maps exceptions to them. The manual has the same table.</summary>
internal static class ExitCode
{
    /// <summary>The command succeeded. With <c>--exit-code</c>: nothing differs, and nothing is unknown.</summary>
    public const int Success = 0;

    /// <summary>Quay, the network or a file failed. With <c>--exit-code</c>, that is <see cref="FatalError"/>.</summary>
    public const int Failed = 1;

    /// <summary>Something differs. Only with <c>--exit-code</c>, as in Git.</summary>
    public const int Different = 1;

    public const int WrongUsage = 2;

    /// <summary>
    /// A rollback, a snapshot or a simulation is incomplete: something was skipped, is unknown, or may be missing. With
    /// <c>--exit-code</c>: something is unknown.
    /// </summary>
    public const int Incomplete = 3;

    /// <summary>Quay, the network or a file failed. Only with <c>--exit-code</c>, as in Git, where 1 has another meaning.</summary>
    public const int FatalError = 128;

    // A shell reports a process that a signal ended as 128 and the number of the signal.
    public const int Interrupted = 128 + 2;
    public const int Terminated = 128 + 15;

    /// <summary>Gets the exit code for the exception that ended a command.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="reportsResult">Whether the command has the option <c>--exit-code</c>, so that 1 means that something differs.</param>
    /// <param name="isInterrupted">Whether the user interrupted the command.</param>
    /// <returns>The exit code, or null if the exception is a bug of the tool.</returns>
    public static int? Of(Exception exception, bool reportsResult, bool isInterrupted) => exception switch
    {
        // The client rejects some arguments later than the parser, such as a time that the clock passed meanwhile.
        UsageException or ArgumentException => WrongUsage,
        IOException closed when StandardOutput.IsBrokenPipe(closed) => reportsResult ? FatalError : Success,
        QuayException or IOException or UnauthorizedAccessException => reportsResult ? FatalError : Failed,
        OperationCanceledException when isInterrupted => Interrupted,
        _ => null,
    };
}
