using System.Text.Json.Serialization.Metadata;

namespace Quay.Client;

internal sealed class TagOperations : ITagOperations
{
    private const int MaxPage = 1_000_000;

    private readonly TagPageReader _pages;
    private readonly TagStateReader _states;
    private readonly TagMover _mover;
    private readonly TagExpirer _expirer;
    private readonly TagImmutabilityChanger _immutability;
    private readonly TagDeleter _deleter;
    private readonly TagRestorer _restorer;
    private readonly TagPullCounts _pullCounts;
    private readonly TimeProvider _serverClock;
    private readonly int _maxConcurrentPages;
    private readonly Func<bool> _mayPrefetch;
    private readonly ClientDiagnostics _diagnostics;

    public TagOperations(
        ITagApi api,
        Func<JsonTypeInfo<TagHistoryPage>> pageInfo,
        LostWriteRecovery writes,
        TimeProvider serverClock,
        int maxConcurrentPages,
        Func<bool> mayPrefetch,
        ClientDiagnostics diagnostics,
        FeatureCheck features)
    {
        (_serverClock, _maxConcurrentPages, _mayPrefetch, _diagnostics) = (serverClock, maxConcurrentPages, mayPrefetch, diagnostics);
        _pages = new TagPageReader(api, pageInfo);
        _states = new TagStateReader(_pages);
        var writer = new TagWriter(_states, writes);
        _expirer = new TagExpirer(api, writer, serverClock);
        _mover = new TagMover(api, writer, _expirer);
        _immutability = new TagImmutabilityChanger(api, writer);
        _deleter = new TagDeleter(api, writer, serverClock, features);
        _restorer = new TagRestorer(api, writer);
        _pullCounts = new TagPullCounts(api, _states, features);
    }

    public QuayPageable<TagHistoryEntry> GetHistory(
        RepositoryName repository, TagHistoryQuery? query = null, CancellationToken cancellationToken = default)
    {
        repository.ThrowIfDefault();
        query ??= new TagHistoryQuery();
        string address = query.AddressOf(repository);
        TagHistoryReader reader = _pages.NewReader();
        return new TagHistoryPageable
        {
            Name = query.Describe(repository),
            Address = address,
            PageSize = query.PageSize,
            MaxConcurrentPages = query.MaxConcurrentPages ?? _maxConcurrentPages,
            MayPrefetch = _mayPrefetch,
            Diagnostics = _diagnostics,
            Fetch = (range, isPrefetch, token) => _pages.FetchAsync(repository, query, range, reader, isPrefetch, token),
            Filter = query.Filter(_serverClock),
            ItemsRead = query.StartAfter?.ItemsRead ?? 0,
            LastEntries = query.StartAfter is { } position ? HistoryPositions.Parse(position, address, nameof(query)) : [],
            MethodToken = cancellationToken,
        };
    }

    public async Task<QuayPage<TagHistoryEntry>> GetHistoryPageAsync(
        RepositoryName repository, int page = 1, TagHistoryQuery? query = null, CancellationToken cancellationToken = default)
    {
        repository.ThrowIfDefault();
        OutOfRange.ThrowIfNotBetween(page, 1, MaxPage, nameof(page));
        query ??= new TagHistoryQuery();
        if (query.StartAfter is not null)
        {
            throw new ArgumentException("A page is identified by its number, so StartAfter of the query must be null.", nameof(query));
        }

        TagHistoryPage read = await _pages
            .FetchAsync(repository, query, new PageRange(page, query.PageSize), _pages.NewReader(), isPrefetch: false, cancellationToken)
            .ConfigureAwait(false);
        if (query.Filter(_serverClock) is { } filter)
        {
            read.Tags.RemoveAll(entry => !filter(entry));
        }

        return new QuayPage<TagHistoryEntry> { Items = read.Tags, Number = page, HasAdditional = read.HasAdditional };
    }

    public async Task<TagHistoryEntry> GetAsync(RepositoryName repository, TagName tag, CancellationToken cancellationToken = default)
    {
        var reference = TagReference.InQuery(repository, tag);
        TagState state = await _states.ReadAsync(reference, cancellationToken).ConfigureAwait(false);
        return state.Alive ?? throw NotFoundErrors.Tag(reference, state);
    }

    public Task<TagChange> MoveAsync(
        RepositoryName repository,
        TagName tag,
        ManifestDigest manifestDigest,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default) =>
        _mover.MoveAsync(
            TagReference.Pushable(repository, tag),
            manifestDigest.ThrowIfDefault(),
            TagWriteOptions.Check(options, force: true, expiration: true),
            cancellationToken);

    public Task<TagChange> SetExpirationAsync(
        RepositoryName repository,
        TagName tag,
        DateTimeOffset expiration,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default) => _expirer.SetAsync(
            TagReference.Pushable(repository, tag),
            _expirer.Check(expiration, nameof(expiration)),
            TagWriteOptions.Check(options, adjusted: true),
            expected: null,
            cancellationToken);

    public Task<TagChange> ClearExpirationAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        _expirer.SetAsync(
            TagReference.Pushable(repository, tag), expiration: null, TagWriteOptions.Check(options), expected: null, cancellationToken);

    public Task<TagChange> SetImmutableAsync(
        RepositoryName repository,
        TagName tag,
        bool immutable,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default) =>
        _immutability.SetAsync(TagReference.Pushable(repository, tag), immutable, TagWriteOptions.Check(options), cancellationToken);

    public Task<TagChange> DeleteAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        _deleter.DeleteAsync(TagReference.InPath(repository, tag), TagWriteOptions.Check(options), cancellationToken);

    public Task<TagChange> RestoreAsync(
        RepositoryName repository,
        TagName tag,
        ManifestDigest manifestDigest,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default) =>
        _restorer.RestoreAsync(
            TagReference.InPath(repository, tag),
            manifestDigest.ThrowIfDefault(),
            TagWriteOptions.Check(options, force: true),
            cancellationToken);

    public async Task<TagChange> RestorePreviousAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        TagWriteOptions write = TagWriteOptions.Check(options, force: true);
        var reference = TagReference.InPath(repository, tag);
        QuayPageable<TagHistoryEntry> entries = GetHistory(
            repository, new() { SpecificTag = tag, MaxConcurrentPages = 1 }, CancellationToken.None);
        ManifestDigest digest = await _restorer
            .FindPreviousAsync(reference, entries, write.Precondition, cancellationToken)
            .ConfigureAwait(false);
        return await _restorer.RestoreAsync(reference, digest, write, cancellationToken).ConfigureAwait(false);
    }

    public Task<TagChange> DeletePermanentlyAsync(
        RepositoryName repository, TagName tag, TagWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        _deleter.DeleteAlivePermanentlyAsync(
            TagReference.InPath(repository, tag), TagWriteOptions.Check(options, submanifests: true), cancellationToken);

    public Task<TagChange> DeletePastPermanentlyAsync(
        RepositoryName repository,
        TagName tag,
        ManifestDigest manifestDigest,
        TagWriteOptions? options = null,
        CancellationToken cancellationToken = default) =>
        _deleter.DeletePastPermanentlyAsync(
            TagReference.InPath(repository, tag),
            manifestDigest.ThrowIfDefault(),
            TagWriteOptions.Check(options, submanifests: true),
            cancellationToken);

    public Task<TagPullStatistics> GetPullStatisticsAsync(
        RepositoryName repository, TagName tag, CancellationToken cancellationToken = default) =>
        _pullCounts.ReadAsync(TagReference.InPath(repository, tag), cancellationToken);
}
