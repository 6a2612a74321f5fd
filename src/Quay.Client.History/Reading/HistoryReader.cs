namespace Quay.Client.History;

/// <summary>Reads histories once, from end to end.</summary>
internal sealed class HistoryReader(IQuayClient client)
{
    // The clock of the caller, who asks for "now", may be that much ahead of the server's.
    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromMinutes(1);

    /// <summary>The whole second that is now.</summary>
    public DateTimeOffset Now => RetentionHorizon.Second(client.ServerTime);

    /// <summary>Returns the whole second of an instant, or the server's present where its clock is a little behind the client's.</summary>
    public DateTimeOffset Reached(DateTimeOffset instant) => instant < client.ServerTime ? RetentionHorizon.Second(instant) : Now;

    /// <summary>How long the time machine keeps rows; null when Quay does not say.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="instants">The requested instants, by the caller's parameter names.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException">An instant is in the future.</exception>
    public async Task<TimeSpan?> WindowAsync(
        RepositoryName repository, IReadOnlyList<(DateTimeOffset Instant, string Parameter)> instants, CancellationToken cancellationToken)
    {
        ThrowIfFuture(instants);
        Repository read = await client.Repositories.GetAsync(repository, includeTags: false, cancellationToken: cancellationToken).ConfigureAwait(false);

        // The response may have shown the server's clock for the first time.
        ThrowIfFuture(instants);
        return read.TagExpiration;
    }

    /// <summary>Hands over the rows of some tags, in Quay's order, and keeps none.</summary>
    public async Task<HistoryBounds> ReadAsync(
        RepositoryName repository, TagSelection selection, TimeSpan? window, Action<TagHistoryEntry> add, CancellationToken cancellationToken)
    {
        // The clock may be almost a second ahead.
        DateTimeOffset began = Now.Plus(TimeSpan.FromSeconds(-1));
        DateTimeOffset earliestEnd = DateTimeOffset.MaxValue;
        int pages = 0;
        await foreach (QuayPage<TagHistoryEntry> page in client.Tags.GetHistory(repository, selection.Query, cancellationToken).AsPages().ConfigureAwait(false))
        {
            pages++;
            foreach (TagHistoryEntry row in page.Items)
            {
                earliestEnd = row.End < earliestEnd ? row.End.Value : earliestEnd;
                if (selection.Matches(row.Name))
                {
                    add(row);
                }
            }
        }

        var horizon = new RetentionHorizon(client.ServerTime, window, pages > 1 ? began : null);
        return new HistoryBounds
        {
            Registry = client.Endpoint,
            Repository = repository.ToString(),
            Pattern = selection.Pattern,
            Horizon = horizon,

            // The collector makes a list skip rows when it takes some from pages that were read.
            IsIncomplete = pages > 1 && earliestEnd <= horizon.CompleteFrom,
        };
    }

    /// <summary>The digest of some tag that is alive; null when there is none.</summary>
    public async Task<string?> AnyLiveDigestAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var query = new TagHistoryQuery { OnlyActiveTags = true, PageSize = 1, MaxConcurrentPages = 1 };
        return (await client.Tags.GetHistory(repository, query, cancellationToken).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false))?.ManifestDigest;
    }

    private void ThrowIfFuture(IReadOnlyList<(DateTimeOffset Instant, string Parameter)> instants)
    {
        foreach ((DateTimeOffset instant, string parameter) in instants)
        {
            if (instant > client.ServerTime.Plus(MaxClockDifference))
            {
                throw OutOfRange.Of(parameter, $"The instant {instant} is in the future, and a history ends at the current time, {client.ServerTime}.");
            }
        }
    }
}
