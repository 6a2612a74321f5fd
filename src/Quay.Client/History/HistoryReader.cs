namespace Quay.Client.History;

/// <summary>Reads histories once, from end to end.</summary>
internal sealed class HistoryReader(
    IRepositoryOperations repositories, ITagOperations tags, Uri registry, TimeProvider timeProvider, TimeProvider localTime)
{
    // Clocks that are kept in step differ by less. "Now" by the client's must not be a future instant to the server.
    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromMinutes(1);

    /// <summary>The whole second that is now.</summary>
    public DateTimeOffset Now => RetentionHorizon.Second(timeProvider.GetUtcNow());

    /// <summary>Returns the whole second of an instant, or the server's present where its clock is a little behind the client's.</summary>
    public DateTimeOffset Reached(DateTimeOffset instant) => instant < timeProvider.GetUtcNow() ? RetentionHorizon.Second(instant) : Now;

    /// <summary>How long the time machine keeps rows; null when Quay does not say.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="instants">The requested instants, by the caller's parameter names.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException">An instant is in the future.</exception>
    public async Task<TimeSpan?> WindowAsync(
        RepositoryName repository, IReadOnlyList<(DateTimeOffset Instant, string Parameter)> instants, CancellationToken cancellationToken)
    {
        // Only a response shows the server's clock, which decides. An instant in the future by both clocks needs no request.
        (DateTimeOffset server, DateTimeOffset local) = (timeProvider.GetUtcNow(), localTime.GetUtcNow());
        RefuseFuture(instants, local > server ? local : server, tolerance: TimeSpan.Zero);
        Repository read = await repositories.GetAsync(repository, includeTags: false, cancellationToken: cancellationToken).ConfigureAwait(false);
        RefuseFuture(instants, timeProvider.GetUtcNow(), MaxClockDifference);
        return read.TagExpiration;
    }

    /// <summary>Snapshots of several instants, by one reading.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="selection">The tags to read.</param>
    /// <param name="window">How long the time machine keeps rows.</param>
    /// <param name="instants">The instants, whole seconds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RepositorySnapshot[]> SnapshotsAsync(
        RepositoryName repository, TagSelection selection, TimeSpan? window, DateTimeOffset[] instants, CancellationToken cancellationToken)
    {
        SnapshotReader[] readers = Array.ConvertAll(instants, instant => new SnapshotReader(instant));
        void Add(TagHistoryEntry row)
        {
            foreach (SnapshotReader reader in readers)
            {
                reader.Add(row);
            }
        }

        HistoryBounds reading = await ReadAsync(repository, selection, window, Add, cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(readers, reader => reader.ToSnapshot(reading));
    }

    /// <summary>Hands over the rows of some tags, in Quay's order, and keeps none.</summary>
    public async Task<HistoryBounds> ReadAsync(
        RepositoryName repository, TagSelection selection, TimeSpan? window, Action<TagHistoryEntry> add, CancellationToken cancellationToken)
    {
        // The clock may be almost a second ahead.
        DateTimeOffset began = Now.Plus(TimeSpan.FromSeconds(-1));
        DateTimeOffset earliestEnd = DateTimeOffset.MaxValue;
        int pages = 0;
        await foreach (QuayPage<TagHistoryEntry> page in tags.GetHistory(repository, selection.Query, cancellationToken).AsPages().ConfigureAwait(false))
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

        var horizon = new RetentionHorizon(timeProvider.GetUtcNow(), window, pages > 1 ? began : null);
        return new HistoryBounds
        {
            Registry = registry,
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
        return (await tags.GetHistory(repository, query, cancellationToken).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false))?.ManifestDigest;
    }

    private static void RefuseFuture(IReadOnlyList<(DateTimeOffset Instant, string Parameter)> instants, DateTimeOffset now, TimeSpan tolerance)
    {
        foreach ((DateTimeOffset instant, string parameter) in instants)
        {
            if (instant > now.Plus(tolerance))
            {
                throw OutOfRange.Of(parameter, $"The instant {instant} is in the future, and a history ends at the current time, {now}.");
            }
        }
    }
}
