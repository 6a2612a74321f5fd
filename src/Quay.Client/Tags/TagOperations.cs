using System.Text.Json.Serialization.Metadata;

namespace Quay.Client;

/// <summary>Checks what the caller gave, and hands it to what does the work.</summary>
internal sealed class TagOperations : ITagOperations
{
    private readonly TagPageReader _pages;
    private readonly TagStateReader _states;
    private readonly TagMover _moves;
    private readonly TagExpirer _expirations;
    private readonly TagImmutabilityChanger _immutability;
    private readonly TagDeleter _deletions;
    private readonly TagRestorer _restorations;
    private readonly TagPullCounts _pullCounts;
    private readonly TimeProvider _timeProvider;
    private readonly int _maxConcurrentPages;
    private readonly AdaptiveRateLimiter _pace;
    private readonly PastDigest.Reader _readPast;

    /// <param name="api">The endpoints.</param>
    /// <param name="pageInfo">How the serializer reads a page of a history.</param>
    /// <param name="writes">Sends what changes something.</param>
    /// <param name="timeProvider">Says what is alive.</param>
    /// <param name="maxConcurrentPages">How many pages are requested at a time where a query does not say.</param>
    /// <param name="pace">How many the server allows.</param>
    /// <param name="readPast">Finds the digest that a tag pointed at, at an instant.</param>
    public TagOperations(
        ITagApi api,
        Func<JsonTypeInfo<TagHistoryPage>> pageInfo,
        WriteSender writes,
        TimeProvider timeProvider,
        int maxConcurrentPages,
        AdaptiveRateLimiter pace,
        PastDigest.Reader readPast)
    {
        (_timeProvider, _maxConcurrentPages, _pace, _readPast) = (timeProvider, maxConcurrentPages, pace, readPast);
        _pages = new TagPageReader(api, pageInfo);
        _states = new TagStateReader(_pages);
        var writer = new TagWriter(_states, writes);
        _expirations = new TagExpirer(api, _states, writer, timeProvider);
        _moves = new TagMover(api, _states, writer, _expirations);
        _immutability = new TagImmutabilityChanger(api, _states, writer);
        _deletions = new TagDeleter(api, _states, writer, timeProvider);
        _restorations = new TagRestorer(api, _states, writer);
        _pullCounts = new TagPullCounts(api, _states);
    }

    public QuayPageable<TagHistoryEntry> GetHistory(
        RepositoryName repository, TagHistoryQuery? query = null, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        query ??= new TagHistoryQuery();
        TagHistoryReader reader = _pages.NewReader(query);
        return new CursorPageable<TagHistoryEntry, int>
        {
            Name = $"The tag history of {path}",
            First = query.StartPage,
            FirstNumber = query.StartPage,
            Fetch = async (page, token) =>
            {
                TagHistoryPage answer = await _pages.FetchAsync(path, query, page, reader, token).ConfigureAwait(false);
                _pace.ReportSuccess();
                return new PageResponse<TagHistoryEntry, int>(answer.Tags, answer.HasAdditional, page + 1);
            },
            Window = new PageWindow<int>(page => page + 1, query.MaxConcurrentPages ?? _maxConcurrentPages, _pace),
            NewOverlap = TagEntryIdentity.NewOverlap,
            Filter = query.Filter(_timeProvider),
            MethodToken = cancellationToken,
        };
    }

    public async Task<TagHistoryEntry> GetAsync(RepositoryName repository, string tag, CancellationToken cancellationToken = default)
    {
        (string path, string name) = (repository.Checked(nameof(repository)), TagName.CheckReadable(tag, nameof(tag)));
        TagState state = await _states.ReadAsync(path, name, cancellationToken).ConfigureAwait(false);
        return state.Alive ?? throw NotFoundErrors.Tag(path, name, state);
    }

    public Task<TagChange> MoveAsync(
        RepositoryName repository, string tag, string manifestDigest, TagMoveOptions? options = null, CancellationToken cancellationToken = default)
    {
        (string path, string name) = Checked(repository, tag);
        return _moves.MoveAsync(path, name, ManifestDigest.Check(manifestDigest, nameof(manifestDigest)), options ?? new TagMoveOptions(), cancellationToken);
    }

    public Task<TagChange> SetExpirationAsync(
        RepositoryName repository, string tag, DateTimeOffset expiration, bool acceptAdjusted = false, CancellationToken cancellationToken = default)
    {
        (string path, string name) = Checked(repository, tag);
        return _expirations.SetAsync(path, name, _expirations.Check(expiration, nameof(expiration)), acceptAdjusted, expected: null, cancellationToken);
    }

    public Task<TagChange> ClearExpirationAsync(RepositoryName repository, string tag, CancellationToken cancellationToken = default)
    {
        (string path, string name) = Checked(repository, tag);
        return _expirations.SetAsync(path, name, expiration: null, acceptAdjusted: false, expected: null, cancellationToken);
    }

    public Task<TagChange> SetImmutableAsync(RepositoryName repository, string tag, bool immutable, CancellationToken cancellationToken = default)
    {
        (string path, string name) = Checked(repository, tag);
        return _immutability.SetAsync(path, name, immutable, cancellationToken);
    }

    public Task<TagChange> DeleteAsync(
        RepositoryName repository, string tag, string? expectedDigest = null, CancellationToken cancellationToken = default)
    {
        (string path, string name) = CheckedInPath(repository, tag);
        string? expected = expectedDigest is null ? null : ManifestDigest.Check(expectedDigest, nameof(expectedDigest));
        return _deletions.DeleteAsync(path, name, before => TagMover.ThrowIfUnexpected(path, name, expected, before), cancellationToken);
    }

    /// <summary>Restores a tag unless its state, as it is read right before, is refused by an exception.</summary>
    internal Task<TagChange> RestoreAsync(
        RepositoryName repository, string tag, string digest, Action<TagState> check, CancellationToken cancellationToken) =>
        _restorations.RestoreAsync(repository.ToString(), tag, digest, check, cancellationToken);

    /// <summary>Deletes a tag unless its state, as it is read right before, is refused by an exception.</summary>
    internal Task<TagChange> DeleteAsync(RepositoryName repository, string tag, Action<TagState> check, CancellationToken cancellationToken) =>
        _deletions.DeleteAsync(repository.ToString(), tag, check, cancellationToken);

    public Task<TagChange> RestoreAsync(
        RepositoryName repository, string tag, string manifestDigest, string? expectedDigest = null, CancellationToken cancellationToken = default)
    {
        (string path, string name) = CheckedInPath(repository, tag);
        string digest = ManifestDigest.Check(manifestDigest, nameof(manifestDigest));
        string? expected = expectedDigest is null ? null : ManifestDigest.Check(expectedDigest, nameof(expectedDigest));
        return _restorations.RestoreAsync(
            path, name, digest, before => TagMover.ThrowIfUnexpected(path, name, expected, before), cancellationToken);
    }

    public async Task<TagChange> RestorePreviousAsync(RepositoryName repository, string tag, CancellationToken cancellationToken = default)
    {
        (string path, string name) = CheckedInPath(repository, tag);
        string digest = await _restorations.PreviousAsync(path, name, RowsOf(repository, name), cancellationToken).ConfigureAwait(false);
        return await _restorations.RestoreAsync(path, name, digest, check: static _ => { }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<TagChange> RestoreAsOfAsync(
        RepositoryName repository, string tag, DateTimeOffset instant, CancellationToken cancellationToken = default)
    {
        (string path, string name) = CheckedInPath(repository, tag);
        PastDigest then = await _readPast(repository, name, instant, cancellationToken).ConfigureAwait(false);
        string digest = TagRestorer.KnownDigest(path, name, instant, then);
        return await _restorations.RestoreAsync(path, name, digest, check: static _ => { }, cancellationToken).ConfigureAwait(false);
    }

    public Task<TagChange> DeletePermanentlyAsync(
        RepositoryName repository, string tag, bool includeSubmanifests = false, CancellationToken cancellationToken = default)
    {
        (string path, string name) = CheckedInPath(repository, tag);
        return _deletions.RemoveAliveAsync(path, name, includeSubmanifests, cancellationToken);
    }

    public Task<TagChange> DeletePastPermanentlyAsync(
        RepositoryName repository, string tag, string manifestDigest, bool includeSubmanifests = false, CancellationToken cancellationToken = default)
    {
        (string path, string name) = CheckedInPath(repository, tag);
        string digest = ManifestDigest.Check(manifestDigest, nameof(manifestDigest));
        return _deletions.RemoveDeadAsync(path, name, digest, includeSubmanifests, cancellationToken);
    }

    public Task<TagPullStatistics> GetPullStatisticsAsync(RepositoryName repository, string tag, CancellationToken cancellationToken = default)
    {
        (string path, string name) = CheckedInPath(repository, tag);
        return _pullCounts.ReadAsync(path, name, cancellationToken);
    }

    private static (string Repository, string Tag) Checked(RepositoryName repository, string tag) =>
        (repository.Checked(nameof(repository)), TagName.Check(tag, nameof(tag)));

    // For routes that accept names that Quay's PUT rejects.
    private static (string Repository, string Tag) CheckedInPath(RepositoryName repository, string tag) =>
        (repository.Checked(nameof(repository)), TagName.CheckInPath(tag, nameof(tag)));

    private QuayPageable<TagHistoryEntry> RowsOf(RepositoryName repository, string tag) =>
        GetHistory(repository, new TagHistoryQuery { SpecificTag = tag, MaxConcurrentPages = 1 });
}
