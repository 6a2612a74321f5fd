namespace Quay.Client.History;

/// <summary>Reads what happened since a state. The result holds what was read before a transient error, and the error.</summary>
internal interface IWatchSource
{
    Task<(WatchState After, IReadOnlyList<TagEvent> Events, QuayException? Error)> PollAsync(
        WatchState before, bool isWoken, CancellationToken cancellationToken);
}
