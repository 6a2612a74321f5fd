namespace Quay.Client.History;

/// <summary>Determines which ends can be trusted: the collector keeps an entry for the time machine's window after its end.</summary>
internal readonly record struct RetentionHorizon(DateTimeOffset ReadAt, TimeSpan? Window, DateTimeOffset? OpenFrom)
{
    // Quay moves the ends of permanently deleted entries a few milliseconds before the window, one after the other.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    // Gets the second from which every entry that was alive is still listed.
    public DateTimeOffset CompleteFrom => Second(ReadAt.Plus(-(Kept ?? TimeSpan.Zero)));

    // Quay's window is never negative, whatever a response says.
    private TimeSpan? Kept => Window < TimeSpan.Zero ? TimeSpan.Zero : Window;

    // Returns the whole second, in UTC, in which a time lies.
    public static DateTimeOffset Second(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    // Determines whether an entry was permanently deleted. One that ends before its start, but within the window, was ended in its first
    // second by another server of the same Quay, whose clock is behind.
    public bool IsPermanentlyDeleted(TagHistoryEntry entry) => entry.IsPermanentlyDeleted && entry.End <= CompleteFrom;

    // Returns when an entry was permanently deleted, which was after it began; null if the window is unknown.
    public DateTimeOffset? PermanentlyDeletedAt(TagHistoryEntry entry) =>
        entry.End.Plus(Kept) is { } at && at < entry.Start ? entry.Start : entry.End.Plus(Kept);

    // Returns when an entry that seems to have ended had certainly ended. Quay falsifies ends: for a permanent deletion, the end becomes
    // the start of the window; for an expiry on a tag that is too old, 104 weeks after the start.
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
