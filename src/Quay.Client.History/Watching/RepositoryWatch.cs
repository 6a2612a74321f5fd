namespace Quay.Client.History;

/// <summary>Polls one repository.</summary>
internal sealed class RepositoryWatch(IQuayClient client, RepositoryName repository, WatchOptions options) : IWatchSource
{
    private readonly string _name = repository.ToString();
    private readonly RepositoryPoller _poller = new(client, repository, options.Pattern, options.RereadAfter);
    private readonly GapFilter _gaps = new(options.Interval);

    public async Task<WatchPollResult> PollAsync(WatchState before, bool isWoken, CancellationToken cancellationToken)
    {
        bool isFirst = !before.Repositories.TryGetValue(_name, out WatchedRepository? watched);
        if (isFirst && options.StartAt is { } start)
        {
            watched = WatchedRepository.Empty(start);
        }

        HistoryRead? read = await _poller.PollAsync(watched, isWoken, cancellationToken).ConfigureAwait(false);
        if (read is null)
        {
            return new WatchPollResult(before, []);
        }

        if (watched is null)
        {
            return new WatchPollResult(before.With(_name, WatchedRepository.Of(read)), []);
        }

        WatchedRepository known = isFirst ? WatchedRepository.At(watched.SettledAt, read) : watched;
        (WatchedRepository after, IReadOnlyList<TagEvent> events) = WatchEventReader.Read(_name, known, read);
        return new WatchPollResult(before.With(_name, after), _gaps.Filter(events, read.Horizon.Window));
    }
}
