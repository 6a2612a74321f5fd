using Quay.Client.Bulk;
using Quay.Client.Manifests;
using Quay.Client.Names;
using Quay.Client.Repositories;
using Quay.Client.Tags;

namespace Quay.Client.History;

/// <summary>Checks what the caller gave, and hands it to what does the work.</summary>
internal sealed class HistoryOperations : IHistoryOperations
{
    private readonly ITagOperations _tags;
    private readonly Uri _registry;
    private readonly HistoryReader _reader;
    private readonly RollbackPlanner _planner;

    /// <param name="repositories">Tell how long rows are kept.</param>
    /// <param name="tags">Give the rows, and take the writes.</param>
    /// <param name="manifests">Tell what is held still.</param>
    /// <param name="registry">The root of the Quay.</param>
    /// <param name="timeProvider">Says what is past.</param>
    public HistoryOperations(
        IRepositoryOperations repositories, ITagOperations tags, IManifestOperations manifests, Uri registry, TimeProvider timeProvider)
    {
        (_tags, _registry) = (tags, registry);
        _reader = new HistoryReader(repositories, tags, timeProvider);
        _planner = new RollbackPlanner(_reader, manifests, registry);
    }

    public async Task<IReadOnlyList<TagEvent>> GetTimelineAsync(
        RepositoryName repository, string? tags = null, RepositorySnapshot? earlier = null, CancellationToken cancellationToken = default)
    {
        repository.Checked(nameof(repository));
        (List<TagHistoryEntry> rows, TimeMachine machine) = await _reader.RowsAsync(repository, Checked(tags, nameof(tags)), cancellationToken).ConfigureAwait(false);
        return TagTimeline.Of(rows, machine.ReadAt, machine.Window, earlier);
    }

    public async Task<TagAt> GetTagAtAsync(RepositoryName repository, string tag, DateTimeOffset instant, CancellationToken cancellationToken = default)
    {
        repository.Checked(nameof(repository));
        TagName.Check(tag, nameof(tag));
        DateTimeOffset second = _reader.Past(instant, nameof(instant));
        RepositorySnapshot[] read = await _reader.SnapshotsAsync(repository, tag, [second], cancellationToken).ConfigureAwait(false);
        return read[0].Find(tag);
    }

    public async Task<RepositorySnapshot> GetSnapshotAsync(
        RepositoryName repository, DateTimeOffset? instant = null, string? tags = null, CancellationToken cancellationToken = default)
    {
        repository.Checked(nameof(repository));
        DateTimeOffset second = instant is { } time ? _reader.Past(time, nameof(instant)) : _reader.Now;
        RepositorySnapshot[] read = await _reader.SnapshotsAsync(repository, Checked(tags, nameof(tags)), [second], cancellationToken).ConfigureAwait(false);
        return read[0];
    }

    public async Task<SnapshotDiff> CompareAsync(
        RepositoryName repository, DateTimeOffset before, DateTimeOffset after, string? tags = null, CancellationToken cancellationToken = default)
    {
        repository.Checked(nameof(repository));
        DateTimeOffset[] seconds = [_reader.Past(before, nameof(before)), _reader.Past(after, nameof(after))];
        RepositorySnapshot[] read = await _reader.SnapshotsAsync(repository, Checked(tags, nameof(tags)), seconds, cancellationToken).ConfigureAwait(false);
        return SnapshotDiff.BetweenInstants(read[0], read[1]);
    }

    public Task<RollbackPlan> PlanRollbackAsync(
        RepositoryName repository, DateTimeOffset instant, RollbackOptions? options = null, CancellationToken cancellationToken = default)
    {
        repository.Checked(nameof(repository));
        return _planner.PlanAsync(repository, _reader.Past(instant, nameof(instant)), options ?? new RollbackOptions(), cancellationToken);
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
            throw new ArgumentException($"The plan was made for {plan.Registry}, and this client speaks to {_registry}.", nameof(plan));
        }

        RepositoryName repository = RepositoryName.Parse(plan.Repository);
        foreach (RollbackStep step in plan.Steps ?? throw new ArgumentException("The plan has no steps.", nameof(plan)))
        {
            ThrowIfImpossible(step, nameof(plan));
        }

        var run = new RollbackRun(_tags, repository);
        return QuayBulk.RunAsync(plan.Steps, run.DoAsync, options ?? new BulkOptions { MaxConcurrency = 1 }, progress, cancellationToken);
    }

    private static string? Checked(string? pattern, string parameter) => pattern is null ? null : TagGlob.Check(pattern, parameter);

    // A plan may have been a file in between, which somebody wrote in.
    private static void ThrowIfImpossible(RollbackStep? step, string parameter)
    {
        if (step is null)
        {
            throw new ArgumentException("A step of the plan is null.", parameter);
        }

        TagName.Check(step.Tag, parameter);
        bool deletes = step.Action == RollbackAction.Delete;
        if (deletes != step.Digest is null || (step.Action == RollbackAction.Restore) != step.ExpectedDigest is null)
        {
            throw new ArgumentException($"The step '{step}' does not say what it needs: from which digest, and to which.", parameter);
        }

        foreach (string digest in new[] { step.Digest, step.ExpectedDigest }.OfType<string>())
        {
            ManifestDigest.Check(digest, parameter);
        }
    }
}
