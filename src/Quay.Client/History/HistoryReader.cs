using Quay.Client.Names;
using Quay.Client.Paging;
using Quay.Client.Repositories;
using Quay.Client.Tags;

namespace Quay.Client.History;

/// <summary>Reads histories once, from end to end, without keeping more of them than is asked for.</summary>
internal sealed class HistoryReader(IRepositoryOperations repositories, ITagOperations tags, TimeProvider timeProvider)
{
    /// <summary>The whole second that is now.</summary>
    public DateTimeOffset Now => TimeMachine.Second(timeProvider.GetUtcNow());

    /// <exception cref="ArgumentOutOfRangeException">The instant is in the future.</exception>
    public DateTimeOffset Past(DateTimeOffset instant, string parameter) => instant <= timeProvider.GetUtcNow()
        ? TimeMachine.Second(instant)
        : throw new ArgumentOutOfRangeException(parameter, instant, "The instant is in the future, of which a history knows nothing.");

    /// <summary>How long the time machine keeps rows; null when Quay does not say.</summary>
    public async Task<TimeSpan?> WindowAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        (await repositories.GetAsync(repository, includeTags: false, cancellationToken: cancellationToken).ConfigureAwait(false)).TagExpiration;

    /// <summary>Snapshots of several instants, by one reading.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="pattern">Which tags; null for all.</param>
    /// <param name="window">How long the time machine keeps rows.</param>
    /// <param name="instants">The instants, whole seconds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RepositorySnapshot[]> SnapshotsAsync(
        RepositoryName repository, string? pattern, TimeSpan? window, DateTimeOffset[] instants, CancellationToken cancellationToken)
    {
        SnapshotReader[] readers = Array.ConvertAll(instants, instant => new SnapshotReader(instant, pattern));
        int pages = 0;
        await foreach (QuayPage<TagHistoryEntry> page in tags.GetHistory(repository, QueryOf(pattern), cancellationToken).AsPages().ConfigureAwait(false))
        {
            pages++;
            foreach (TagHistoryEntry row in page.Items)
            {
                foreach (SnapshotReader reader in readers)
                {
                    reader.Add(row);
                }
            }
        }

        DateTimeOffset readAt = timeProvider.GetUtcNow();
        return Array.ConvertAll(readers, reader => reader.ToSnapshot(repository.ToString(), isOnOnePage: pages <= 1, readAt, window));
    }

    /// <summary>The rows of some tags, and when they were read.</summary>
    public async Task<(List<TagHistoryEntry> Rows, DateTimeOffset ReadAt)> RowsAsync(
        RepositoryName repository, string? pattern, CancellationToken cancellationToken)
    {
        var rows = new List<TagHistoryEntry>();
        await foreach (TagHistoryEntry row in tags.GetHistory(repository, QueryOf(pattern), cancellationToken).ConfigureAwait(false))
        {
            if (pattern is null || TagGlob.Matches(pattern, row.Name))
            {
                rows.Add(row);
            }
        }

        return (rows, timeProvider.GetUtcNow());
    }

    // Quay filters by a part of the name; the rest of a glob is looked at here.
    private static TagHistoryQuery QueryOf(string? pattern) => pattern switch
    {
        null => new TagHistoryQuery(),
        _ when TagGlob.IsName(pattern) => new TagHistoryQuery { SpecificTag = pattern },
        _ when TagGlob.LongestText(pattern) is { Length: > 0 } text => new TagHistoryQuery { NameFilter = TagNameFilter.Like(text) },
        _ => new TagHistoryQuery(),
    };
}
