namespace QuayTags;

/// <summary>Where a bar is, from left to right.</summary>
internal readonly record struct BarBox(double Left, double Right)
{
    /// <summary>However short the row was.</summary>
    public const double MinWidth = 4;

    // Of rows that are at almost the same time, so many are still seen one beside the other.
    private const double MaxShift = 3 * MinWidth;

    public double Width => Right - Left;

    /// <summary>The boxes of the bars of a lane, in their order.</summary>
    public static BarBox[] Of(Lane lane, TimeScale scale)
    {
        double[] taken = new double[lane.Tracks];
        return [.. lane.Bars.Select(bar =>
        {
            double left = scale.X(bar.Start);
            left = Math.Clamp(taken[bar.Track], left, left + MaxShift);
            left = Math.Min(left, scale.Right - MinWidth);
            double right = Math.Max(scale.X(bar.End), left + MinWidth);
            taken[bar.Track] = right;
            return new BarBox(left, right);
        })];
    }
}
