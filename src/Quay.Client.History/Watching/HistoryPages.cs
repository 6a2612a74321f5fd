namespace Quay.Client.History;

/// <summary>Reads pages of the history of one repository for a watch.</summary>
internal sealed class HistoryPages(IQuayClient client, RepositoryName repository, string? pattern)
{
    private const int PageSize = TagHistoryQuery.MaxPageSize;

    private readonly TagSelection _selection = pattern;

    public Task<QuayPage<TagHistoryEntry>> FirstAsync(CancellationToken cancellationToken) =>
        client.Tags.GetHistoryPageAsync(repository, query: _selection.Query, cancellationToken: cancellationToken);

    // Determines whether the list of live tags still ends in the same way.
    public async Task<bool> HasTailAsync(LiveTail tail, CancellationToken cancellationToken)
    {
        TagHistoryQuery query = _selection.Query with { OnlyActiveTags = true };
        QuayPage<TagHistoryEntry> page = await client.Tags
            .GetHistoryPageAsync(repository, tail.Page, query, cancellationToken)
            .ConfigureAwait(false);
        return !page.HasAdditional && page.Items.Select(EntryState.Of).SequenceEqual(tail.Entries);
    }

    // Returns a read that consists of a single page, which was requested at a server time.
    public HistoryRead Complete(
        IReadOnlyList<TagHistoryEntry> entries, WatchedRepository? before, DateTimeOffset requestedAt, TimeSpan? window) => new()
        {
            Entries = [.. entries.Where(entry => IsRelevant(entry, before))],
            Horizon = new RetentionHorizon(client.ServerTime, window, OpenFrom: null),
            SettledAt = Settling.At(requestedAt),
        };

    public async Task<(HistoryRead Read, LiveTail Tail)> ReadAllAsync(
        WatchedRepository? before, TimeSpan? window, CancellationToken cancellationToken)
    {
        DateTimeOffset began = client.ServerTime;
        int pages = 0;
        int live = 0;
        var entries = new List<TagHistoryEntry>();
        var lastLive = new List<EntryState>();
        QuayPageable<TagHistoryEntry> history = client.Tags.GetHistory(repository, _selection.Query, cancellationToken);
        await foreach (QuayPage<TagHistoryEntry> page in history.AsPages().ConfigureAwait(false))
        {
            pages++;
            foreach (TagHistoryEntry entry in page.Items)
            {
                if (IsRelevant(entry, before))
                {
                    entries.Add(entry);
                }

                if (HistoryRead.IsAlive(entry, client.ServerTime))
                {
                    if (live++ % PageSize == 0)
                    {
                        lastLive.Clear();
                    }

                    lastLive.Add(EntryState.Of(entry));
                }
            }
        }

        // The clock may be almost a second ahead.
        DateTimeOffset? openFrom = pages > 1 ? RetentionHorizon.Second(began).Plus(TimeSpan.FromSeconds(-1)) : null;
        var read = new HistoryRead
        {
            Entries = entries,
            Horizon = new RetentionHorizon(client.ServerTime, window, openFrom),
            SettledAt = Settling.At(began),
        };
        return (read, new LiveTail(Math.Max(1, (live + PageSize - 1) / PageSize), lastLive));
    }

    private bool IsRelevant(TagHistoryEntry entry, WatchedRepository? before) =>
        _selection.Matches(entry.Name)
        && (HistoryRead.IsAlive(entry, client.ServerTime)
            || (before is not null && (entry.Start > before.SettledAt || entry.End > before.SettledAt || before.Knows(entry))));
}
