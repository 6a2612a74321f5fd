namespace Quay.Client.History;

/// <summary>Polls one repository.</summary>
internal sealed class RepositoryWatch(IQuayClient client, RepositoryName repository, WatchOptions options) : IWatchSource
{
    private readonly string _name = repository.ToString();
    private readonly RepositoryPoller _poller = new(client, repository, options.Pattern, options.RereadAfter);
    private readonly GapFilter _gaps = new(options.Interval);

    public async Task<(WatchState After, IReadOnlyList<TagEvent> Events, QuayException? Error)> PollAsync(
        WatchState before, bool isWoken, CancellationToken cancellationToken)
    {
        WatchedRepository? watched = before.Repositories.GetValueOrDefault(_name);
        HistoryRead? read = await _poller.PollAsync(watched, isWoken, cancellationToken).ConfigureAwait(false);
        if (read is null)
        {
            return (before, [], null);
        }

        if (watched is null)
        {
            return (before.With(_name, WatchedRepository.Of(read)), [], null);
        }

        (WatchedRepository after, IReadOnlyList<TagEvent> events) = WatchEventReader.Read(_name, watched, read);
        return (before.With(_name, after), _gaps.Filter(events, read.Horizon.Window), null);
    }
}
