namespace Quay.Client.History;

/// <summary>What the rows of a history can tell, seen from when they were read: the collector keeps each for the time machine's window after its end.</summary>
/// <param name="ReadAt">When the reading ended.</param>
/// <param name="Window">The window; null when Quay does not say.</param>
/// <param name="OpenFrom">
/// From when on an end may be that of a move whose new row came onto a page that had been read: when a reading of several pages began. Null where all rows
/// came at once.
/// </param>
internal readonly record struct RetentionHorizon(DateTimeOffset ReadAt, TimeSpan? Window, DateTimeOffset? OpenFrom)
{
    // Of rows that were taken out, Quay moves the end a few milliseconds before the window, one after the other.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>Each row that was alive in this second, or later, is listed still.</summary>
    public DateTimeOffset CompleteFrom => Second(ReadAt.Plus(-(Kept ?? TimeSpan.Zero)));

    // Quay's window is never negative, whatever a response says.
    private TimeSpan? Kept => Window < TimeSpan.Zero ? TimeSpan.Zero : Window;

    /// <summary>The whole second, in UTC, in which a time lies.</summary>
    public static DateTimeOffset Second(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    /// <summary>
    /// Whether a row was permanently deleted. One that ends before its start, but in the window, was ended in its first second by another server of the same
    /// Quay, whose clock is behind.
    /// </summary>
    public bool IsTakenOut(TagHistoryEntry row) => row.IsPermanentlyDeleted && row.End <= CompleteFrom;

    /// <summary>When a row was taken out of the time machine, which was after it began; null when the window is not known.</summary>
    public DateTimeOffset? TakenOutAt(TagHistoryEntry row) => row.End.Plus(Kept) is { } at && at < row.Start ? row.Start : row.End.Plus(Kept);

    /// <summary>
    /// From when on a row that seems to have ended had surely ended. Quay falsifies ends: of what is permanently deleted it puts the end where the window then
    /// began, and of a tag that gets an expiry when it is older than any may be, to 104 weeks after its start.
    /// </summary>
    public DateTimeOffset GoneFrom(TagHistoryEntry row)
    {
        DateTimeOffset end = row.End ?? throw new ArgumentException("The row has no end.", nameof(row));
        DateTimeOffset latest = Second(ReadAt);
        if (end >= OpenFrom)
        {
            return DateTimeOffset.MaxValue;
        }

        if (row.Start is { } start && end == ExpirationLimits.Of(start).Latest)
        {
            return latest;
        }

        return end > CompleteFrom ? end : Kept is { } window && end.Plus(window).Plus(Step) is var gone && gone < latest ? gone : latest;
    }
}
