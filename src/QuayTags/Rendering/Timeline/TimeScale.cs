namespace QuayTags;

/// <summary>Where times are, from left to right. What is outside of the range is at its edge.</summary>
internal readonly record struct TimeScale(TimeRange Range, double Left, double Right)
{
    public double X(DateTimeOffset time) =>
        Left + ((Right - Left) * Math.Clamp((double)(time - Range.From).Ticks / Range.Length.Ticks, 0, 1));
}
