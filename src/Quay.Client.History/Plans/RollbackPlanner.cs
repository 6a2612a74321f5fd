namespace Quay.Client.History;

/// <summary>Makes plans. It reads alone.</summary>
internal sealed class RollbackPlanner(HistoryReader reader, IManifestOperations manifests, Uri registry)
{
    public async Task<RollbackPlan> PlanAsync(
        RepositoryName repository, DateTimeOffset instant, RollbackOptions options, CancellationToken cancellationToken)
    {
        TimeSpan? window = await reader.WindowAsync(repository, [(instant, nameof(instant))], cancellationToken).ConfigureAwait(false);
        SnapshotPair snapshots = await SnapshotPair
            .ReadAsync(reader, repository, options.Pattern, window, reader.Reached(instant), reader.Now, cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyList<TagPair> tags = await snapshots.VerifyTagsAsync(reader, repository, window, cancellationToken).ConfigureAwait(false);
        var left = new SortedDictionary<string, string>(StringComparer.Ordinal);
        List<RollbackStep> steps = StepsOf(tags, options, left);
        HashSet<string> live = [.. snapshots.After.Tags.Values.Select(row => row.ManifestDigest).OfType<string>()];
        var manifestsHeld = new AvailableManifests(manifests, repository, live, reader, cancellationToken);
        IReadOnlyDictionary<string, bool?> held = await BoundedParallel
            .SelectAsync(steps.Select(step => step.Digest).OfType<string>(), manifestsHeld.AskAsync, cancellationToken)
            .ConfigureAwait(false);
        foreach (RollbackStep step in steps.Where(step => step.Digest is { } digest && held[digest] == false))
        {
            left.Add(step.Tag, SafeText.Line($"Quay has deleted {step.Digest}, the manifest that the tag pointed at then."));
        }

        return new RollbackPlan
        {
            Registry = registry,
            Repository = repository.ToString(),
            Instant = snapshots.Before.Instant,
            MadeAt = snapshots.After.ReadAt,
            Pattern = options.Pattern,
            IsComplete = snapshots.Before.IsComplete,
            ComparedTags = tags.Count,

            // What is brought back first and deletions last, so that an image is seldom without a tag meanwhile: Quay would end its signatures' tags.
            Steps =
            [
                .. steps.Where(step => !left.ContainsKey(step.Tag))
                    .Select(step => step.Digest is { } digest ? step with { IsManifestHeld = held[digest] } : step)
                    .OrderBy(step => step.Action),
            ],
            Left = left,
        };
    }

    private static List<RollbackStep> StepsOf(IEnumerable<TagPair> tags, RollbackOptions options, SortedDictionary<string, string> left)
    {
        var steps = new List<RollbackStep>();
        foreach (TagPair tag in tags.Where(tag => !tag.IsSame))
        {
            if (WhyLeft(tag, options) is { } reason)
            {
                left.Add(tag.Before.Tag, reason);
            }
            else
            {
                steps.Add(StepOf(tag));
            }
        }

        return steps;
    }

    private static string? WhyLeft(TagPair tag, RollbackOptions options) => tag switch
    {
        { Before.Reason: { } reason } => $"what it pointed at then is not known: {reason}",
        { After.Reason: { } reason } => $"what it points at now is not known: {reason}",
        { Before.Entry.ManifestDigest: null } or { After.Entry.ManifestDigest: null } => "Quay gives no digest of it.",
        { Before.Entry: null } when !options.DeleteNewer => "it came later, and nothing is to be deleted.",
        _ when TagName.BrokenPathRule(tag.Before.Tag) is { } rule => $"its name cannot be sent in the path of a request: {rule}.",
        { After.Entry.Immutable: true } => "it is immutable, and Quay refuses to move or delete it.",
        _ => null,
    };

    private static RollbackStep StepOf(TagPair tag)
    {
        string was = tag.Before.Entry is { } row
            ? $"it pointed there from {TimeText.Of(row.Start)} {(row.End is { } end ? $"to {end:u}" : "on")}"
            : $"it was not there at {tag.Before.Instant:u}";
        string since = tag.After.Entry is { } alive ? $", and is where it is now since {TimeText.Of(alive.Start)}." : ", and is not there now.";
        return new RollbackStep
        {
            Tag = tag.Before.Tag,
            Action = tag.Before.Entry is null ? RollbackAction.Delete : tag.After.Entry is null ? RollbackAction.Restore : RollbackAction.Move,
            ExpectedDigest = tag.After.ManifestDigest,
            ExpectedStart = tag.NewestStart,
            Digest = tag.Before.ManifestDigest,
            Reason = was + since,
        };
    }
}
