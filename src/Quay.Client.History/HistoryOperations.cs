namespace Quay.Client.History;

/// <summary>Checks what the caller gave, and hands it to what does the work.</summary>
internal sealed class HistoryOperations : IHistoryOperations
{
    private readonly ITagOperations _tags;
    private readonly Uri _registry;
    private readonly HistoryReader _reader;
    private readonly RollbackPlanner _planner;

    public HistoryOperations(IQuayClient client)
    {
        (_tags, _registry) = (client.Tags, client.Endpoint);
        _reader = new HistoryReader(client);
        _planner = new RollbackPlanner(_reader, client.Manifests, client.Endpoint);
    }

    public async Task<TagTimeline> GetTimelineAsync(
        RepositoryName repository, string? pattern = null, RepositorySnapshot? earlier = null, CancellationToken cancellationToken = default)
    {
        string? glob = Checked(pattern);
        TagTimeline.ThrowIfOther(repository, _registry, earlier);
        TimeSpan? window = await _reader.WindowAsync(repository, [], cancellationToken).ConfigureAwait(false);
        var entries = new List<TagHistoryEntry>();
        HistoryBounds bounds = await _reader.ReadAsync(repository, glob, window, entries.Add, cancellationToken).ConfigureAwait(false);
        return TagTimeline.Of(entries, bounds, earlier);
    }

    public async Task<TagAt> GetTagAtAsync(RepositoryName repository, string tag, DateTimeOffset instant, CancellationToken cancellationToken = default)
    {
        repository.Checked(nameof(repository));
        TagName.Parse(tag);
        TimeSpan? window = await _reader.WindowAsync(repository, [(instant, nameof(instant))], cancellationToken).ConfigureAwait(false);
        RepositorySnapshot[] read = await SnapshotReader
            .ReadAsync(_reader, repository, TagSelection.One(tag), window, [_reader.Reached(instant)], cancellationToken)
            .ConfigureAwait(false);
        return read[0].Find(tag);
    }

    public async Task<TagChange> RestoreTagAsync(
        RepositoryName repository, string tag, DateTimeOffset instant, CancellationToken cancellationToken = default)
    {
        repository.Checked(nameof(repository));
        TagName.Parse(tag).ThrowIfNotAddressable();
        TagAt then = await GetTagAtAsync(repository, tag, instant, cancellationToken).ConfigureAwait(false);
        string name = $"{repository}:{SafeText.OneLine(tag)}";
        string digest = then switch
        {
            { Reason: { } reason } => throw new QuayNotFoundException($"It is unknown what {name} pointed at, at {then.Instant:u}: {reason} Nothing was sent."),
            { ManifestDigest: { } found } => found,
            _ => throw new QuayNotFoundException($"{name} did not exist at {then.Instant:u}, or Quay returned no digest for it. Nothing was sent."),
        };
        return await _tags.RestoreAsync(repository, tag, digest, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    public async Task<RepositorySnapshot> GetSnapshotAsync(
        RepositoryName repository, DateTimeOffset? instant = null, string? pattern = null, CancellationToken cancellationToken = default)
    {
        repository.Checked(nameof(repository));
        string? glob = Checked(pattern);
        TimeSpan? window = await _reader.WindowAsync(repository, instant is { } asked ? [(asked, nameof(instant))] : [], cancellationToken).ConfigureAwait(false);
        DateTimeOffset second = instant is { } time ? _reader.Reached(time) : _reader.Now;
        RepositorySnapshot[] read = await SnapshotReader.ReadAsync(_reader, repository, glob, window, [second], cancellationToken).ConfigureAwait(false);
        return read[0];
    }

    public async Task<SnapshotDiff> CompareAsync(
        RepositoryName repository, DateTimeOffset before, DateTimeOffset after, string? pattern = null, CancellationToken cancellationToken = default)
    {
        repository.Checked(nameof(repository));
        string? glob = Checked(pattern);
        TimeSpan? window = await _reader
            .WindowAsync(repository, [(before, nameof(before)), (after, nameof(after))], cancellationToken)
            .ConfigureAwait(false);
        (DateTimeOffset first, DateTimeOffset second) = (_reader.Reached(before), _reader.Reached(after));
        SnapshotPair pair = await SnapshotPair.ReadAsync(_reader, repository, glob, window, first, second, cancellationToken).ConfigureAwait(false);
        return SnapshotDiff.Of(
            pair, pair.IsInDoubt ? await pair.VerifyTagsAsync(_reader, repository, window, cancellationToken).ConfigureAwait(false) : [.. pair.Tags]);
    }

    public Task<RollbackPlan> PlanRollbackAsync(
        RepositoryName repository, DateTimeOffset instant, RollbackOptions? options = null, CancellationToken cancellationToken = default)
    {
        repository.Checked(nameof(repository));
        return _planner.PlanAsync(repository, instant, options ?? new RollbackOptions(), cancellationToken);
    }

    public Task<IReadOnlyList<BulkResult<RollbackStep, TagChange>>> RollBackAsync(
        RollbackPlan plan,
        BulkOptions? options = null,
        IProgress<BulkResult<RollbackStep, TagChange>>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Registry != _registry)
        {
            throw new ArgumentException(SafeText.Line($"The plan was made for {plan.Registry}, but this client uses {_registry}."), nameof(plan));
        }

        if (plan.Steps is null || plan.Steps.Contains(null!) || plan.Steps.DistinctBy(step => step.Tag, StringComparer.Ordinal).Count() != plan.Steps.Count)
        {
            throw new ArgumentException("The plan has no steps, one that is null, or two for one tag.", nameof(plan));
        }

        if (!RepositoryName.TryParseWritten(plan.Repository, out RepositoryName repository))
        {
            throw new ArgumentException(SafeText.Line($"The plan is for '{plan.Repository}', which is not the name of a repository."), nameof(plan));
        }

        foreach (RollbackStep step in plan.Steps)
        {
            ThrowIfImpossible(step, nameof(plan));
        }

        return new RollbackRun((TagOperations)_tags, repository).RunAsync(plan.Steps, options ?? new BulkOptions { MaxConcurrency = 1 }, progress, cancellationToken);
    }

    private static string? Checked(string? pattern) => pattern is null ? null : TagGlob.Check(pattern, nameof(pattern));

    // A plan may have been a file in between, which somebody wrote in.
    private static void ThrowIfImpossible(RollbackStep step, string parameter)
    {
        if (TagName.BrokenPathRule(step.Tag) is { } rule)
        {
            throw TagName.Rejected(step.Tag, rule, parameter: parameter);
        }

        bool isConsistent = step.Action switch
        {
            RollbackAction.Restore => step is { Digest: not null, ExpectedDigest: null },
            RollbackAction.Move => step is { Digest: not null, ExpectedDigest: not null },
            RollbackAction.Delete => step is { Digest: null, ExpectedDigest: not null },
            _ => false,
        };
        if (!isConsistent)
        {
            throw new ArgumentException($"The action of the step of {step.Tag} ({step.Action}) and its digests contradict each other.", parameter);
        }

        foreach (string digest in new[] { step.Digest, step.ExpectedDigest }.OfType<string>())
        {
            _ = ManifestDigest.TryParse(digest, out _) ? true : throw new ArgumentException($"{Quoted.Text(digest)} is not the digest of a manifest.", parameter);
        }
    }
}
