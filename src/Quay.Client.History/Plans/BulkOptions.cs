namespace Quay.Client.History;

/// <summary>How many items are worked on at a time, and what to do when one fails. It cannot change once made.</summary>
public sealed record BulkOptions
{
    private const int MostAtATime = 64;

    /// <summary>How many items are under way at a time: 1 to 64; default 4. One at a time, they are done in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1, or more than 64.</exception>
    public int MaxConcurrency
    {
        get;
        init
        {
            OutOfRange.ThrowIfNotBetween(value, 1, MostAtATime, nameof(MaxConcurrency));
            field = value;
        }
    } = 4;

    /// <summary>Whether the other items are done when one has failed; default false: those that are under way are finished, and no further one is begun.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>Returns the options on one line.</summary>
    public override string ToString() => SafeText.Line(
        $"{MaxConcurrency} at a time, {(KeepGoing ? "also after a failure" : "until a failure")}");
}
