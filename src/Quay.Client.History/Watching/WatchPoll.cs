namespace Quay.Client.History;

/// <summary>Represents a poll of a watch, after its events were delivered.</summary>
public sealed class WatchPoll
{
    /// <summary>Gets the position after the poll; null if no poll has succeeded yet.</summary>
    public WatchPosition? Position { get; init; }

    /// <summary>Gets the number of repositories that are watched; 0 for a namespace that is unknown, or in which none is visible.</summary>
    public int RepositoryCount { get; init; }

    /// <summary>Gets the number of events.</summary>
    public int EventCount { get; init; }

    /// <summary>Gets the error that the watch survived; null if the poll succeeded. The next poll reads what this one did not.</summary>
    public QuayException? Error { get; init; }

    /// <summary>Gets how long the watch waits before the next poll.</summary>
    public TimeSpan NextPollIn { get; init; }

    /// <summary>Returns the number of events and the error, on one line.</summary>
    public override string ToString()
    {
        string error = Error is null ? "" : SafeLine.Of($", failed: {Error.Message}");
        return $"{Counted.Of(EventCount, "event")}{error}";
    }
}
