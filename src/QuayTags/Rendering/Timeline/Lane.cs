namespace QuayTags;

/// <summary>Represents the lane of one tag.</summary>
/// <param name="Tag">The name of the tag, which can contain any character.</param>
/// <param name="Bars">The bars of its entries, the earliest first.</param>
/// <param name="Marks">The marks of its events.</param>
/// <param name="LastActivity">The time of the last event up to the end of the picture.</param>
internal sealed record Lane(string Tag, IReadOnlyList<Bar> Bars, IReadOnlyList<Mark> Marks, DateTimeOffset LastActivity)
{
    /// <summary>Gets the maximum number of bars that overlap in time.</summary>
    public int Tracks { get; } = Bars.Max(bar => bar.Track) + 1;
}
