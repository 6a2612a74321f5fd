namespace Quay.Client.History;

/// <summary>Reads what happened since a state.</summary>
internal interface IWatchSource
{
    Task<WatchPollResult> PollAsync(WatchState before, bool isWoken, CancellationToken cancellationToken);
}

/// <summary>Holds what a poll read, and a transient error that kept it from reading everything.</summary>
internal sealed record WatchPollResult(WatchState After, IReadOnlyList<TagEvent> Events, QuayException? Error = null);
