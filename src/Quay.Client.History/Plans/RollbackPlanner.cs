namespace Quay.Client.History;

/// <summary>Creates plans that roll tags back. It only reads.</summary>
internal sealed class RollbackPlanner(IQuayClient client, HistoryReader reader)
{
    public async Task<TagPlan> PlanAsync(
        RepositoryName repository, DateTimeOffset instant, RollbackOptions options, CancellationToken cancellationToken)
    {
        TimeSpan? window = await reader.WindowAsync(repository, [(instant, nameof(instant))], cancellationToken).ConfigureAwait(false);
        SnapshotPair snapshots = await SnapshotPair
            .ReadAsync(reader, repository, options.Pattern, window, reader.Reached(instant), reader.Now, cancellationToken)
            .ConfigureAwait(false);
        var skipped = new SortedDictionary<string, SkippedTag>(StringComparer.Ordinal);
        List<TagPlanStep> steps = StepsOf(repository, snapshots.Tags, options, skipped);
        HashSet<string> live = [.. snapshots.After.Tags.Values.Select(entry => entry.ManifestDigest).OfType<string>()];
        var manifests = new AvailableManifests(client, repository, live, cancellationToken);
        IReadOnlyDictionary<string, bool?> available = await BoundedParallel
            .SelectAsync(steps.Select(step => step.Digest?.ToString()).OfType<string>(), manifests.IsAvailableAsync, cancellationToken)
            .ConfigureAwait(false);
        foreach (TagPlanStep step in steps.Where(step => step.Digest is { } digest && available[digest.ToString()] == false))
        {
            string reason = $"Quay has deleted {ShortDigest.Of(step.Digest?.ToString())}, the manifest that the tag pointed at then.";
            var tag = step.Tag.ToString();
            skipped.Add(tag, SkippedTag.Of(repository, tag, (SkipKind.ManifestDeleted, reason)));
        }

        return new TagPlan
        {
            Registry = client.Endpoint,
            Repository = repository,
            Instant = snapshots.Before.Instant,
            CreatedAt = snapshots.After.ReadAt,
            Pattern = options.Pattern,
            IsComplete = snapshots.Before.IsComplete,
            ComparedTags = snapshots.Tags.Count,

            // Deletions come last, so that an image seldom loses its last tag. Quay would then also delete the tags of its signatures.
            Steps =
            [
                .. steps.Where(step => !skipped.ContainsKey(step.Tag.ToString()))
                    .Select(step => step.Digest is { } digest ? step with { IsManifestAvailable = available[digest.ToString()] } : step)
                    .OrderBy(step => step.Action),
            ],
            Skipped = [.. skipped.Values],
        };
    }

    private static List<TagPlanStep> StepsOf(
        RepositoryName repository, IEnumerable<TagPair> tags, RollbackOptions options, SortedDictionary<string, SkippedTag> skipped)
    {
        var steps = new List<TagPlanStep>();
        foreach (TagPair tag in tags.Where(tag => !tag.IsSame))
        {
            if (WhySkipped(tag, options) is { } reason)
            {
                skipped.Add(tag.Before.Tag, SkippedTag.Of(repository, tag.Before.Tag, reason));
            }
            else
            {
                steps.Add(StepOf(repository, tag));
            }
        }

        return steps;
    }

    private static (SkipKind Kind, string Reason)? WhySkipped(TagPair tag, RollbackOptions options) => tag switch
    {
        { Before.Reason: { } reason } => (SkipKind.Unknown, $"what it pointed at then is unknown: {reason}"),
        { After.Reason: { } reason } => (SkipKind.Unknown, $"what it points at now is unknown: {reason}"),
        _ when LacksDigest(tag.Before) || LacksDigest(tag.After) => (SkipKind.Unknown, UnknownReason.NoDigest),
        { Before.Entry: null } when !options.DeleteNewer => (SkipKind.Newer, "it was created later, and newer tags are kept."),
        _ when !(TagName.TryParse(tag.Before.Tag, out TagName name) && name.IsAddressable) =>
            (SkipKind.UnsupportedName, "its name cannot be sent in the path of a request."),
        { After.Entry.Immutable: true } => (SkipKind.Immutable, "it is immutable, and Quay refuses to move or delete it."),
        _ => null,
    };

    private static TagPlanStep StepOf(RepositoryName repository, TagPair tag)
    {
        string was = tag.Before.Entry is { } entry
            ? $"it pointed at that manifest from {TimeText.Of(entry.Start)} {(entry.End is { } end ? $"to {end:u}" : "on")}"
            : $"it did not exist at {tag.Before.Instant:u}";
        string since = tag.After.Entry is { } alive
            ? $", and has pointed at its present manifest since {TimeText.Of(alive.Start)}."
            : ", and does not exist now.";
        string expiry = tag is { Before.Entry: not null, After.Entry.End: { } expires }
            ? $" The move removes its expiry, {expires:u}."
            : "";
        return new TagPlanStep
        {
            Repository = repository,
            Tag = tag.Before.Tag,
            Action = tag.Before.Entry is null ? TagPlanAction.Delete : tag.After.Entry is null ? TagPlanAction.Restore : TagPlanAction.Move,
            Precondition = new() { Digest = DigestOf(tag.After), NewestStart = tag.NewestStart ?? DateTimeOffset.MinValue },
            Digest = DigestOf(tag.Before),
            Reason = was + since + expiry,
        };
    }

    private static bool LacksDigest(TagAt tag) => tag.Entry is not null && DigestOf(tag) is null;

    private static ManifestDigest? DigestOf(TagAt tag) =>
        ManifestDigest.TryParse(tag.ManifestDigest, out ManifestDigest digest) ? digest : default(ManifestDigest?);
}
