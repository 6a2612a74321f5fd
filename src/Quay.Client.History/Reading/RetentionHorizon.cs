namespace Quay.Client.History;

/// <summary>Determines which ends can be trusted: the collector keeps an entry for the time machine's window after its end.</summary>
internal readonly record struct RetentionHorizon(DateTimeOffset ReadAt, TimeSpan? Window, DateTimeOffset? OpenFrom)
{
    // Quay moves the end of each permanently deleted entry to its own millisecond, at most a few before the start of the window.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    // Gets the second from which every entry that was alive is still listed.
    public DateTimeOffset CompleteFrom => Second(ReadAt.Plus(-(Kept ?? TimeSpan.Zero)));

    // A negative window in a response is invalid, and is treated as zero.
    private TimeSpan? Kept => Window < TimeSpan.Zero ? TimeSpan.Zero : Window;

    // Returns a time in UTC, without fractions of a second.
    public static DateTimeOffset Second(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    // Determines whether an entry was permanently deleted. If an entry ends before its start, but within the window, another server of the
    // same registry ended it in its first second, with a clock that is behind.
    public bool IsPermanentlyDeleted(TagHistoryEntry entry) => entry.IsPermanentlyDeleted && entry.End <= CompleteFrom;

    // Returns when an entry was permanently deleted, but not a time before its start; null if the window is unknown.
    public DateTimeOffset? PermanentlyDeletedAt(TagHistoryEntry entry) =>
        entry.End.Plus(Kept) is { } at && at < entry.Start ? entry.Start : entry.End.Plus(Kept);

    // Determines whether an entry was permanently deleted while pages were read.
    public bool IsPermanentlyDeletedMeanwhile(TagHistoryEntry entry) =>
        IsPermanentlyDeleted(entry) && PermanentlyDeletedAt(entry) >= OpenFrom;

    // Returns the time from which an entry has certainly ended. Quay changes some ends: a permanent deletion moves the end to the start of
    // the window, and an expiry of a tag that is too old becomes 104 weeks after the start.
    public DateTimeOffset GoneFrom(TagHistoryEntry entry)
    {
        DateTimeOffset end = entry.End ?? throw new ArgumentException("The entry has no end.", nameof(entry));
        DateTimeOffset latest = Second(ReadAt);
        if (end >= OpenFrom)
        {
            return DateTimeOffset.MaxValue;
        }

        if (entry.Start is { } start && end == ExpirationLimits.Of(start).Latest)
        {
            return latest;
        }

        return end > CompleteFrom ? end
            : Kept is { } window && end.Plus(window).Plus(Step) is var gone && gone < latest ? gone
            : latest;
    }
}
