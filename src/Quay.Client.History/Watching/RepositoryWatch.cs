namespace Quay.Client.History;

/// <summary>Polls one repository.</summary>
internal sealed class RepositoryWatch(IQuayClient client, RepositoryName repository, WatchOptions options) : IWatchSource
{
    private readonly string _name = repository.ToString();
    private readonly RepositoryPoller _poller = new(client, repository, options.Pattern, options.RereadAfter);

    // What the last poll returned.
    private WatchedRepository? _after;

    public async Task<WatchPollResult> PollAsync(WatchState before, bool isWoken, CancellationToken cancellationToken)
    {
        bool isFirst = !before.Repositories.TryGetValue(_name, out WatchedRepository? watched);
        if (!ReferenceEquals(watched, _after))
        {
            // The watch was cancelled before it stored the result.
            _poller.Forget();
        }

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
            _after = WatchedRepository.Of(read);
            return new WatchPollResult(before.With(_name, _after), []);
        }

        WatchedRepository known = isFirst ? WatchedRepository.At(watched.SettledAt, read) : watched;
        (_after, IReadOnlyList<TagEvent> events) = WatchEventReader.Read(_name, known, read, options.Interval);
        return new WatchPollResult(before.With(_name, _after), events);
    }
}
