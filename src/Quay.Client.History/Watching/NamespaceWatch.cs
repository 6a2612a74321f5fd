namespace Quay.Client.History;

/// <summary>Polls the list of a namespace's repositories, and reads those that changed.</summary>
internal sealed class NamespaceWatch(IQuayClient client, string namespaceName, WatchOptions options) : IWatchSource
{
    private readonly RereadSchedule _schedule = new(options.RereadAfter);

    // Unknown repositories are read as of this time until each repository was read once; null to report no event of their past.
    private DateTimeOffset? _startAt = options.StartAt;
    private Poll? _last;
    private TimeSpan? _window;
    private DateTimeOffset? _windowReadAt;

    public async Task<WatchPollResult> PollAsync(WatchState before, bool isWoken, CancellationToken cancellationToken)
    {
        DateTimeOffset began = client.ServerTime;
        RepositoryQuery query = RepositoryQuery.InNamespace(namespaceName, includePublic: true) with { WithLastModified = true };
        var list = new NamespaceList(client.Repositories, query);
        var listed = (await list.ReadAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            .ToDictionary(item => item.FullName, StringComparer.Ordinal);
        var poll = new Poll(before, list.IsAnonymous);
        Confirm(before);
        _last = poll;

        // The clock of the first poll may have been the client's own.
        DateTimeOffset listedAt = Settling.At(before.ListedAt is null ? client.ServerTime : began);
        QuayException? error = null;
        foreach (string repository in listed.Keys.Union(before.Repositories.Keys, StringComparer.Ordinal))
        {
            try
            {
                await ReadIfChangedAsync(poll, repository, listed.GetValueOrDefault(repository), cancellationToken).ConfigureAwait(false);
            }
            catch (QuayException fault) when (TransientErrors.Includes(fault))
            {
                error ??= fault;
                if (fault is QuayConnectionException or QuayTimeoutException or QuayRateLimitException)
                {
                    break;
                }
            }
        }

        _startAt ??= listedAt;

        // A repository that is new and could not be read has begun after the last list that was complete.
        bool isEachKnown = error is null || listed.Keys.All(poll.State.Repositories.ContainsKey);
        return new WatchPollResult(isEachKnown ? poll.State with { ListedAt = listedAt } : poll.State, poll.InOrder(), error);
    }

    // Counts what the last poll read as read, unless the watch was cancelled before it stored the result.
    private void Confirm(WatchState before)
    {
        if (_last is not null && ReferenceEquals(_last.State.Repositories, before.Repositories))
        {
            foreach ((string repository, DateTimeOffset readAt) in _last.Reads)
            {
                _schedule.WasRead(repository, readAt);
            }
        }
    }

    private async Task ReadIfChangedAsync(
        Poll poll, string repository, ListedRepository? item, CancellationToken cancellationToken)
    {
        WatchedRepository? watched = poll.State.Repositories.GetValueOrDefault(repository);
        if (watched is not null && !IsDue(repository, watched, item))
        {
            return;
        }

        if (!FullName.TryParse(repository, out RepositoryName name))
        {
            Hide(poll, repository, watched);
            return;
        }

        try
        {
            HistoryRead read = await ReadAsync(name, watched ?? Start(poll), cancellationToken).ConfigureAwait(false);
            poll.Reads.Add((repository, client.ServerTime));
            poll.Add(repository, Next(poll, repository, watched, read), item);
        }
        catch (QuayNotFoundException)
        {
            poll.Remove(repository, watched);
        }
        catch (QuayException fault) when (!TransientErrors.Includes(fault)
            && (fault is not QuayAuthenticationException || (poll.IsAnonymous && item is null)))
        {
            // Quay returns 401 to an anonymous caller for each repository that is not public, even if it does not exist.
            Hide(poll, repository, watched);
        }
    }

    private void Hide(Poll poll, string repository, WatchedRepository? watched)
    {
        poll.Reads.Add((repository, client.ServerTime));
        poll.Hide(repository, watched ?? Start(poll) ?? WatchedRepository.Empty(Settling.At(client.ServerTime)));
    }

    private bool IsDue(string repository, WatchedRepository watched, ListedRepository? item)
    {
        DateTimeOffset now = client.ServerTime;
        return watched.IsHidden
            ? item is not null || _schedule.IsDue(repository, watched.SettledAt, window: null, now)
            : item is null
                || watched.IsUnsettled
                || watched.LastModified != item.LastModified
                || watched.Tags.Values.Any(tag => tag.Expiration <= Settling.At(now))
                || _schedule.IsDue(repository, watched.SettledAt, _window, now);
    }

    private (WatchedRepository After, IReadOnlyList<TagEvent> Events) Next(
        Poll poll, string repository, WatchedRepository? watched, HistoryRead read)
    {
        if (watched is null && poll.State.ListedAt is null && _startAt is null)
        {
            return (WatchedRepository.Of(read) with { IsUnsettled = !read.IsSettled }, []);
        }

        bool isNew = watched is null && poll.State.ListedAt is not null;
        WatchedRepository known = watched switch
        {
            // A repository that was hidden from the start can have had tags.
            { IsHidden: true, Tags.Count: 0 } => WatchedRepository.At(watched.SettledAt, read),
            null when !isNew => WatchedRepository.At(_startAt!.Value, read),
            null => WatchedRepository.Empty(poll.State.ListedAt!.Value),
            _ => watched,
        };
        (WatchedRepository after, IReadOnlyList<TagEvent> events) =
            WatchEventReader.Read(repository, known, read, options.Interval, isNew);
        return (after with { IsUnsettled = !read.IsSettled }, events);
    }

    // Returns when an unknown repository can have begun: after the last poll, or when the watch begins.
    private WatchedRepository? Start(Poll poll) =>
        (poll.State.ListedAt ?? _startAt) is { } start ? WatchedRepository.Empty(start) : null;

    private async Task<HistoryRead> ReadAsync(RepositoryName repository, WatchedRepository? watched, CancellationToken cancellationToken)
    {
        if (_windowReadAt is not { } last || client.ServerTime - last >= options.RereadAfter)
        {
            // All repositories of a namespace have the same window.
            Repository read = await client.Repositories
                .GetAsync(repository, includeTags: false, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            (_window, _windowReadAt) = (read.TagExpiration, client.ServerTime);
        }

        var pages = new HistoryPages(client, repository, options.Pattern);
        return (await pages.ReadAllAsync(watched, _window, cancellationToken).ConfigureAwait(false)).Read;
    }

    /// <summary>Collects the results of one poll.</summary>
    private sealed class Poll(WatchState before, bool isAnonymous)
    {
        private readonly Dictionary<string, WatchedRepository> _repositories = new(before.Repositories, StringComparer.Ordinal);
        private readonly List<IReadOnlyList<TagEvent>> _events = [];

        public bool IsAnonymous => isAnonymous;

        public List<(string Repository, DateTimeOffset ReadAt)> Reads { get; } = [];

        public WatchState State => before with { Repositories = _repositories };

        public void Add(string repository, (WatchedRepository After, IReadOnlyList<TagEvent> Events) next, ListedRepository? item)
        {
            _repositories[repository] = next.After with
            {
                LastModified = item?.LastModified,

                // The list has whole seconds, so a second that is not over can hide another change.
                IsUnsettled = next.After.IsUnsettled || item is null || item.LastModified > next.After.SettledAt,
                IsHidden = false,
            };
            _events.Add(next.Events);
        }

        // A repository that does not exist has no tags. Quay returns 404 only to callers with access to the namespace.
        public void Remove(string repository, WatchedRepository? watched)
        {
            _repositories.Remove(repository);
            _events.Add([.. (watched?.Tags ?? new Dictionary<string, KnownTag>()).OrderBy(tag => tag.Key, StringComparer.Ordinal)
                .Select(tag => Gaps.Removed(repository, tag.Key, tag.Value))]);
        }

        public void Hide(string repository, WatchedRepository watched)
        {
            if (!watched.IsHidden)
            {
                _repositories[repository] = watched with { IsHidden = true };
                _events.Add([Gaps.Of(repository, watched.SettledAt, until: null, Gaps.Hidden)]);
            }
        }

        // The events of each repository keep their order. Those at an unknown time come right after the previous one.
        public IReadOnlyList<TagEvent> InOrder()
        {
            var keyed = new List<(DateTimeOffset Key, TagEvent Event)>();
            foreach (IReadOnlyList<TagEvent> events in _events)
            {
                DateTimeOffset latest = DateTimeOffset.MinValue;
                foreach (TagEvent happened in events)
                {
                    latest = happened.At > latest ? happened.At.Value : latest;
                    keyed.Add((latest, happened));
                }
            }

            return [.. keyed.OrderBy(happened => happened.Key).Select(happened => happened.Event)];
        }
    }
}
