namespace QuayTags;

/// <summary>Represents the horizontal position of a bar.</summary>
internal readonly record struct BarBox(double Left, double Right)
{
    /// <summary>The minimum width, so that short entries are visible.</summary>
    public const double MinWidth = 4;

    // Short entries at almost the same time are drawn next to each other, up to this distance.
    private const double MaxShift = 3 * MinWidth;

    public double Width => Right - Left;

    /// <summary>Computes the positions of the bars of a lane, in their order.</summary>
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
