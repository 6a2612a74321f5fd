namespace QuayTags;

/// <summary>Converts times to columns of the terminal.</summary>
/// <param name="Range">The period that is drawn.</param>
/// <param name="Width">The number of columns.</param>
/// <param name="Time">The current time.</param>
internal sealed record TerminalScale(TimeRange Range, int Width, DateTimeOffset Time)
{
    /// <summary>Gets the column of the current time; null if it is not in the period.</summary>
    public int? Now => Range.Contains(Time) ? ColumnOf(Time) : null;

    public int ColumnOf(DateTimeOffset time) => Math.Min((int)new TimeScale(Range, 0, Width).X(time), Width - 1);
}
