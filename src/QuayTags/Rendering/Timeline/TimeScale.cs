namespace QuayTags;

/// <summary>Converts times to horizontal positions. Times outside of the range are at its edges.</summary>
internal readonly record struct TimeScale(TimeRange Range, double Left, double Right)
{
    public double X(DateTimeOffset time) =>
        Left + ((Right - Left) * Math.Clamp((double)(time - Range.From).Ticks / Range.Length.Ticks, 0, 1));
}
