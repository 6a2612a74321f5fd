namespace QuayTags;

/// <summary>What is drawn of one tag.</summary>
/// <param name="Tag">Its name, which may hold anything.</param>
/// <param name="Bars">Its rows, the earliest first.</param>
/// <param name="Marks">What happened to it.</param>
/// <param name="LastActivity">When something happened last up to the end of the picture.</param>
internal sealed record Lane(string Tag, IReadOnlyList<Bar> Bars, IReadOnlyList<Mark> Marks, DateTimeOffset LastActivity)
{
    /// <summary>How many bars are at the same time at most.</summary>
    public int Tracks { get; } = Bars.Max(bar => bar.Track) + 1;
}
