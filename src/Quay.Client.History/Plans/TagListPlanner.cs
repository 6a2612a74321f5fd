namespace Quay.Client.History;

/// <summary>Creates plans that delete or expire given tags. It only reads.</summary>
internal sealed class TagListPlanner(IQuayClient client)
{
    // Creates a plan that sets the expiry of the tags to a whole second, or deletes the tags if the expiry is null.
    public async Task<TagPlan> PlanAsync(
        RepositoryName repository, IEnumerable<TagName> tags, DateTimeOffset? expiration, CancellationToken cancellationToken)
    {
        TagName[] names = [.. tags.Distinct()];
        IReadOnlyDictionary<string, State> states = await BoundedParallel
            .SelectAsync(names.Select(name => name.ToString()), (name, token) => ReadAsync(repository, name, token), cancellationToken)
            .ConfigureAwait(false);
        var steps = new List<TagPlanStep>();
        var skipped = new SortedDictionary<string, SkippedTag>(StringComparer.Ordinal);
        foreach (TagName name in names)
        {
            State state = states[name.ToString()];
            if (WhySkipped(name, state.Alive, deletes: expiration is null) is { } reason)
            {
                skipped.Add(name.ToString(), SkippedTag.Of(repository, name.ToString(), reason));
            }
            else if (expiration is null || state.Alive?.End != expiration)
            {
                steps.Add(new TagPlanStep
                {
                    Repository = repository,
                    Tag = name,
                    Action = expiration is null ? TagPlanAction.Delete : TagPlanAction.Expire,
                    Precondition = TagPrecondition.PointsAt(state.Alive!.ManifestDigest!) with { NewestStart = state.NewestStart },
                    Expiration = expiration,
                    Reason = $"it was listed, and has pointed at its manifest since {TimeText.Of(state.Alive.Start)}.",
                });
            }
        }

        return new TagPlan
        {
            Registry = client.Endpoint,
            Repository = repository,
            CreatedAt = RetentionHorizon.Second(client.ServerTime),
            IsComplete = true,
            ComparedTags = names.Length,
            Steps = steps,
            Skipped = [.. skipped.Values],
        };
    }

    private static (SkipKind Kind, string Reason)? WhySkipped(TagName name, TagHistoryEntry? alive, bool deletes) => alive switch
    {
        null => (SkipKind.NotFound, "it does not exist."),
        _ when !(deletes ? name.IsAddressable : name.CanBePushed) =>
            (SkipKind.UnsupportedName, "no request can change a tag with this name."),
        _ when !ManifestDigest.TryParse(alive.ManifestDigest, out _) => (SkipKind.Unknown, UnknownReason.NoDigest),
        { Immutable: true } => (SkipKind.Immutable, "it is immutable, and Quay refuses to change it."),
        _ => null,
    };

    private async Task<State> ReadAsync(RepositoryName repository, TagName name, CancellationToken cancellationToken)
    {
        // The newest entries are on the first page.
        var query = new TagHistoryQuery { SpecificTag = name, MaxConcurrentPages = 1 };
        QuayPageable<TagHistoryEntry> history = client.Tags.GetHistory(repository, query, cancellationToken);
        await foreach (QuayPage<TagHistoryEntry> page in history.AsPages().ConfigureAwait(false))
        {
            // IsAliveAt would reject a start in the future, which only shows that the clock is behind the server's.
            TagHistoryEntry? alive = page.Items.FirstOrDefault(
                entry => !(entry.End <= client.ServerTime) && !entry.IsPermanentlyDeleted);
            return new State(alive, page.Items.Max(entry => entry.Start) ?? DateTimeOffset.MinValue);
        }

        return default;
    }

    private readonly record struct State(TagHistoryEntry? Alive, DateTimeOffset NewestStart);
}
