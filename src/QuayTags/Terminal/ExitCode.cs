namespace QuayTags;

/// <summary>What the program reports to the shell. The README has the same table.</summary>
internal static class ExitCode
{
    /// <summary>All was done; with <c>--exit-code</c> also: nothing differs, and everything is known.</summary>
    public const int Success = 0;

    /// <summary>An error of Quay, the network or a file. With <c>--exit-code</c> that is <see cref="Trouble"/>.</summary>
    public const int Failed = 1;

    /// <summary>Only with <c>--exit-code</c>, as from git: something differs.</summary>
    public const int Different = 1;

    public const int WrongUsage = 2;

    /// <summary>A rollback left tags as they are that it was to take back; with <c>--exit-code</c>: something is unknown.</summary>
    public const int Incomplete = 3;

    /// <summary>Only with <c>--exit-code</c>, as from git: an error, where 1 has another meaning.</summary>
    public const int Trouble = 128;

    // As shells report a process that a signal ended: 128 and the number of the signal.
    public const int Interrupted = 128 + 2;
    public const int Terminated = 128 + 15;
}
