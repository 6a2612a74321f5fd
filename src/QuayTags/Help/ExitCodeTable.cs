namespace QuayTags;

/// <summary>Defines the meaning of each exit code. The help shows this table, and the manual and its pages repeat it.</summary>
internal static class ExitCodeTable
{
    public static IReadOnlyList<(int Code, string Meaning)> Entries { get; } =
    [
        (ExitCode.Success, "Success. With --exit-code: nothing differs, and nothing is unknown."),
        (
            ExitCode.Failed,
            "Quay, the network or a file failed, or a write failed or was not confirmed. With --exit-code: something differs."),
        (ExitCode.WrongUsage, "Wrong usage. No write was sent."),
        (ExitCode.Incomplete, "A rollback, a snapshot or a simulation is incomplete. With --exit-code: something is unknown."),
        (ExitCode.FatalError, "With --exit-code: Quay, the network or a file failed."),
        (ExitCode.Interrupted, "Interrupted (SIGINT)."),
        (ExitCode.Terminated, "Terminated (SIGTERM)."),
    ];
}
