namespace QuayTags;

/// <summary>What the program tells the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    // As shells report a process that a signal ended: 128 and the number of the signal.
    public const int Interrupted = 128 + 2;
    public const int Terminated = 128 + 15;
}
