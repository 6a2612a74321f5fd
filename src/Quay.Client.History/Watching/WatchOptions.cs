namespace Quay.Client.History;

/// <summary>Specifies what a watch reports, and how often it polls.</summary>
public sealed class WatchOptions
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    /// <summary>
    /// Gets the time between two polls, from one second to one day. The default is one minute. Each delay varies by ±10%, so that
    /// watches do not poll in step. It doubles after each failed poll, up to ten minutes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan Interval
    {
        get;
        init => field = InRange(value, ShortestInterval, nameof(Interval));
    } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gets how often a history is read completely, from one minute to one day, even without a change. The default is one hour. Half the
    /// time machine's window applies if that is shorter. This read finds what the other polls do not show
    /// (<see cref="IHistoryOperations.WatchAsync"/>, <see cref="IHistoryOperations.WatchNamespaceAsync"/>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan RereadAfter
    {
        get;
        init => field = InRange(value, TimeSpan.FromMinutes(1), nameof(RereadAfter));
    } = TimeSpan.FromHours(1);

    /// <summary>Gets the name or glob that selects the tags, such as <c>1.2.*</c>; null for all.</summary>
    /// <exception cref="ArgumentException">The value cannot match any tag.</exception>
    public string? Pattern
    {
        get;
        init => field = value is null ? null : TagGlob.Check(value, nameof(Pattern));
    }

    /// <summary>
    /// Gets whether events carry their <see cref="TagEvent.Actor"/>, from the usage log. Each poll with events then reads the log of these
    /// days, which requires a token with admin rights to the repository. Without them, the actors are unknown.
    /// </summary>
    public bool IncludeActors { get; init; }

    /// <summary>Gets the position after which events are reported; null to begin at <see cref="StartAt"/>.</summary>
    public WatchPosition? StartAfter { get; init; }

    /// <summary>
    /// Gets the time after which events are reported, if there is no <see cref="StartAfter"/>; null for now. For a past time, some events
    /// are unknown, as in a timeline. The watch reports a gap if the time is before the time machine's window.
    /// </summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Gets the receiver of a report after each poll, including errors that the watch survived; null for none.</summary>
    public IProgress<WatchPoll>? Progress { get; init; }

    /// <summary>Gets the clock that measures the time between polls; null for the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Returns the interval and the pattern on one line.</summary>
    public override string ToString()
    {
        string tags = Pattern is null ? "all tags" : $"the tags '{Pattern}'";
        return SafeLine.Of($"every {Interval}, {tags}");
    }

    private static TimeSpan InRange(TimeSpan value, TimeSpan shortest, string name) => value >= shortest && value <= LongestInterval
        ? value
        : throw new ArgumentOutOfRangeException(
            name, string.Create(CultureInfo.InvariantCulture, $"{name} must be from {shortest} to {LongestInterval}, not {value}."));
}
