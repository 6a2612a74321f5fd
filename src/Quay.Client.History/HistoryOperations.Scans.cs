namespace Quay.Client.History;

internal sealed partial class HistoryOperations
{
    public RepositoryScan<T> ScanAsync<T>(
        string namespaceName,
        Func<RepositoryName, CancellationToken, Task<T>> read,
        ScanOptions? options = null,
        IProgress<ScanProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        ScanOptions valid = options ?? new ScanOptions();
        ScanCheckpoint scope = Scope(namespaceName, valid, ScanContent.Custom);
        return new RepositoryScan<T>(client, scope, (_, repository, token) => read(repository, token), valid, progress, cancellationToken);
    }

    public RepositoryScan<RepositorySnapshot> ScanSnapshotsAsync(
        string namespaceName,
        DateTimeOffset? instant = null,
        string? pattern = null,
        ScanOptions? options = null,
        IProgress<ScanProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        string? glob = ValidPattern(pattern);
        ScanOptions valid = options ?? new ScanOptions();
        ScanCheckpoint scope = Scope(namespaceName, valid, ScanContent.Snapshots, ValidInstant(instant, nameof(instant)), glob);
        return new RepositoryScan<RepositorySnapshot>(
            client,
            scope,
            (startedAt, repository, token) => GetSnapshotAsync(repository, scope.Instant ?? startedAt, glob, token),
            valid,
            progress,
            cancellationToken);
    }

    public RepositoryScan<TagTimeline> ScanTimelinesAsync(
        string namespaceName,
        DateTimeOffset since,
        string? pattern = null,
        ScanOptions? options = null,
        IProgress<ScanProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        string? glob = ValidPattern(pattern);
        ScanOptions valid = options ?? new ScanOptions();
        ScanCheckpoint scope = Scope(namespaceName, valid, ScanContent.Timelines, ValidInstant(since, nameof(since)), glob);
        return new RepositoryScan<TagTimeline>(client, scope, ReadAsync, valid, progress, cancellationToken);

        async Task<TagTimeline> ReadAsync(DateTimeOffset startedAt, RepositoryName repository, CancellationToken token) =>
            (await GetTimelineAsync(repository, glob, earlier: null, token).ConfigureAwait(false)).Since(since);
    }

    private DateTimeOffset? ValidInstant(DateTimeOffset? instant, string parameter)
    {
        _reader.ThrowIfFuture(instant is { } time ? [(time, parameter)] : []);
        return instant is { } valid ? RetentionHorizon.Second(valid) : null;
    }

    // Describes what is scanned, as a checkpoint without repositories.
    private ScanCheckpoint Scope(
        string namespaceName, ScanOptions options, ScanContent content, DateTimeOffset? instant = null, string? tagPattern = null) => new()
        {
            Registry = client.Endpoint,
            Namespace = RepositoryQuery.InNamespace(namespaceName).Namespace!,
            RepositoryPattern = options.RepositoryPattern,
            IncludePublic = options.IncludePublic,
            Content = content,
            Instant = instant,
            TagPattern = tagPattern,
            StartedAt = _reader.Now,
            IsComplete = false,
            Repositories = new Dictionary<string, ScannedRepository>(),
        };
}
