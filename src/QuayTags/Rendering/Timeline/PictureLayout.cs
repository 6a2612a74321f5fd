namespace QuayTags;

/// <summary>Computes the positions of the parts of the picture.</summary>
internal sealed class PictureLayout
{
    public const double Width = 1200;
    public const double Edge = 20;
    public const double LabelSize = 11;
    public const int LongestLabel = 36;

    // Baselines of the text above the lanes.
    public const double Headings = 78;
    public const double TickLabels = 94;
    public const double Notes = 109;
    public const double Top = 115;

    private const double ManyLanes = 20;
    private const double OneTrack = 24;
    private const double EachTrack = 15;

    private readonly double[] _tops;

    public PictureLayout(IReadOnlyList<Lane> lanes, TimeRange range)
    {
        Lanes = lanes;
        double label = lanes
            .Select(lane => Svg.FixedWidth(VisibleText.Truncate(lane.Tag, LongestLabel), LabelSize))
            .DefaultIfEmpty(0)
            .Max();
        Scale = new TimeScale(range, Edge + label + 12, Width - Edge - 8);
        _tops = new double[lanes.Count + 1];
        _tops[0] = Top;
        for (int i = 0; i < lanes.Count; i++)
        {
            _tops[i + 1] = _tops[i] + (lanes[i].Tracks == 1 ? OneTrack : (lanes[i].Tracks * EachTrack) + 6);
        }
    }

    public IReadOnlyList<Lane> Lanes { get; }

    public TimeScale Scale { get; }

    public double Bottom => Lanes.Count > 0 ? _tops[^1] : Top + OneTrack;

    /// <summary>Gets whether the ticks are also labelled below the lanes.</summary>
    public bool HasLowerLabels => Lanes.Count > ManyLanes;

    public double LegendTop => Bottom + (HasLowerLabels ? 40 : 22);

    public (double Top, double Bottom) Lane(int lane) => (_tops[lane], _tops[lane + 1]);

    /// <summary>Gets the top and the bottom of a bar.</summary>
    public (double Top, double Bottom) Bar(int lane, Bar bar)
    {
        double top = _tops[lane];
        return Lanes[lane].Tracks == 1
            ? (top + 4, top + OneTrack - 4)
            : (top + 4 + (bar.Track * EachTrack), top + 4 + (bar.Track * EachTrack) + EachTrack - 3);
    }
}
