namespace Quay.Client.History;

internal sealed partial class HistoryOperations(IQuayClient client) : IHistoryOperations
{
    private readonly HistoryReader _reader = new(client);

    public async Task<TagTimeline> GetTimelineAsync(
        RepositoryName repository,
        string? pattern = null,
        RepositorySnapshot? earlier = null,
        CancellationToken cancellationToken = default)
    {
        string? glob = ValidPattern(pattern);
        TagTimeline.ThrowIfOther(repository, client.Endpoint, earlier);
        TimeSpan? window = await _reader.WindowAsync(repository, [], cancellationToken).ConfigureAwait(false);
        var entries = new List<TagHistoryEntry>();
        HistoryBounds bounds = await _reader.ReadAsync(repository, glob, window, entries.Add, cancellationToken).ConfigureAwait(false);
        return TagTimeline.Of(entries, bounds, earlier);
    }

    public async Task<TagAt> GetTagAtAsync(
        RepositoryName repository, TagName tag, DateTimeOffset instant, CancellationToken cancellationToken = default)
    {
        ThrowIfDefault(tag);
        TimeSpan? window = await _reader.WindowAsync(repository, [(instant, nameof(instant))], cancellationToken).ConfigureAwait(false);
        RepositorySnapshot snapshot = await SnapshotReader
            .ReadAsync(_reader, repository, TagSelection.One(tag), window, _reader.Reached(instant), cancellationToken)
            .ConfigureAwait(false);
        return snapshot.Find(tag.ToString());
    }

    public async Task<TagChange> RestoreTagAsync(
        RepositoryName repository,
        TagName tag,
        DateTimeOffset instant,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        string name = SafeLine.Of($"{repository}:{tag}");
        if (tag != default && !tag.IsAddressable)
        {
            throw new ArgumentException($"{name} cannot be restored: a server or proxy could take its name for another path.", nameof(tag));
        }

        TagAt then = await GetTagAtAsync(repository, tag, instant, cancellationToken).ConfigureAwait(false);
        if (then.Reason is { } reason)
        {
            throw new QuayNotFoundException($"The state of {name} at {then.Instant:u} is unknown: {reason} Nothing was sent.");
        }

        if (!ManifestDigest.TryParse(then.ManifestDigest, out ManifestDigest digest))
        {
            throw new QuayNotFoundException(
                $"{name} did not exist at {then.Instant:u}, or Quay returned no digest for it. Nothing was sent.");
        }

        return await client.Tags.RestoreAsync(repository, tag, digest, options, cancellationToken).ConfigureAwait(false);
    }

    public async Task<RepositorySnapshot> GetSnapshotAsync(
        RepositoryName repository, DateTimeOffset? instant = null, string? pattern = null, CancellationToken cancellationToken = default)
    {
        string? glob = ValidPattern(pattern);
        TimeSpan? window = await _reader
            .WindowAsync(repository, instant is { } requested ? [(requested, nameof(instant))] : [], cancellationToken)
            .ConfigureAwait(false);
        DateTimeOffset second = instant is { } time ? _reader.Reached(time) : _reader.Now;
        return await SnapshotReader.ReadAsync(_reader, repository, glob, window, second, cancellationToken).ConfigureAwait(false);
    }

    public async Task<SnapshotDiff> CompareAsync(
        RepositoryName repository,
        DateTimeOffset before,
        DateTimeOffset after,
        string? pattern = null,
        CancellationToken cancellationToken = default)
    {
        string? glob = ValidPattern(pattern);
        TimeSpan? window = await _reader
            .WindowAsync(repository, [(before, nameof(before)), (after, nameof(after))], cancellationToken)
            .ConfigureAwait(false);
        return SnapshotDiff.Of(await SnapshotPair
            .ReadAsync(_reader, repository, glob, window, _reader.Reached(before), _reader.Reached(after), cancellationToken)
            .ConfigureAwait(false));
    }

    private static string? ValidPattern(string? pattern) => pattern is null ? null : TagGlob.Check(pattern, nameof(pattern));

    private static RepositoryName Valid(RepositoryName repository) => repository != default
        ? repository
        : throw new ArgumentException("default(RepositoryName) names no repository.", nameof(repository));

    private static void ThrowIfDefault(TagName tag, string parameter = "tag")
    {
        if (tag == default)
        {
            throw new ArgumentException("default(TagName) is not the name of a tag.", parameter);
        }
    }
}
