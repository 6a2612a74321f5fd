namespace Quay.Client.History;

internal sealed class HistoryReader(IQuayClient client)
{
    // The clock of a caller that requests "now" may be this much ahead of the server's.
    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromMinutes(1);

    // Gets the server's current time in whole seconds.
    public DateTimeOffset Now => RetentionHorizon.Second(client.ServerTime);

    // Returns an instant in whole seconds, or the server's current time if the instant is later.
    public DateTimeOffset Reached(DateTimeOffset instant) => instant < client.ServerTime ? RetentionHorizon.Second(instant) : Now;

    // Reads how long the time machine keeps entries; null if Quay does not return it. Throws for instants in the future.
    public async Task<TimeSpan?> WindowAsync(
        RepositoryName repository, IReadOnlyList<(DateTimeOffset Instant, string Parameter)> instants, CancellationToken cancellationToken)
    {
        ThrowIfFuture(instants);
        Repository read = await client.Repositories
            .GetAsync(repository, includeTags: false, cancellationToken: cancellationToken)
            .ConfigureAwait(false);

        // The response may have shown the server's clock for the first time.
        ThrowIfFuture(instants);
        return read.TagExpiration;
    }

    // Reads the entries of the selected tags, and passes each one on in Quay's order.
    public async Task<HistoryBounds> ReadAsync(
        RepositoryName repository,
        TagSelection selection,
        TimeSpan? window,
        Action<TagHistoryEntry> add,
        CancellationToken cancellationToken)
    {
        // The clock may be almost a second ahead.
        DateTimeOffset began = Now.Plus(TimeSpan.FromSeconds(-1));
        int pages = 0;
        QuayPageable<TagHistoryEntry> history = client.Tags.GetHistory(repository, selection.Query, cancellationToken);
        await foreach (QuayPage<TagHistoryEntry> page in history.AsPages().ConfigureAwait(false))
        {
            pages++;
            foreach (TagHistoryEntry entry in page.Items)
            {
                if (selection.Matches(entry.Name))
                {
                    add(entry);
                }
            }
        }

        return new HistoryBounds
        {
            Registry = client.Endpoint,
            Repository = repository.ToString(),
            Pattern = selection.Pattern,
            Horizon = new RetentionHorizon(client.ServerTime, window, pages > 1 ? began : null),
        };
    }

    public void ThrowIfFuture(IReadOnlyList<(DateTimeOffset Instant, string Parameter)> instants)
    {
        foreach ((DateTimeOffset instant, string parameter) in instants)
        {
            if (instant > client.ServerTime.Plus(MaxClockDifference))
            {
                throw new ArgumentOutOfRangeException(
                    parameter,
                    SafeLine.Of($"The instant {instant} is in the future. A history ends at the current time, {client.ServerTime}."));
            }
        }
    }
}

internal sealed class HistoryBounds
{
    public required string Repository { get; init; }

    // Gets the root address of the Quay server; null for entries that the caller passed.
    public Uri? Registry { get; init; }

    // Gets the pattern of the tags; null for all.
    public string? Pattern { get; init; }

    public required RetentionHorizon Horizon { get; init; }

    // Returns the bounds of entries that the caller passed.
    public static HistoryBounds Of(RepositoryName repository, DateTimeOffset readAt, TimeSpan? window, string? pattern = null) => new()
    {
        Repository = repository != default
            ? repository.ToString()
            : throw new ArgumentException("default(RepositoryName) names no repository.", nameof(repository)),
        Pattern = pattern,
        Horizon = new RetentionHorizon(readAt, window, OpenFrom: null),
    };
}
