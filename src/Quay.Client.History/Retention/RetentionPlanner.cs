namespace Quay.Client.History;

/// <summary>Creates plans that apply a retention policy. It only reads, and it plans nothing from an incomplete read.</summary>
internal sealed class RetentionPlanner(IQuayClient client, HistoryReader reader, RetentionPolicy policy)
{
    public Task<TagPlan> PlanAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        PlanAsync(repository, isPartOfNamespace: false, cancellationToken);

    // Creates the plan for all repositories of a namespace that the token's user can read. A repository that cannot be read ends it.
    public async Task<TagPlan> PlanAsync(
        RepositoryQuery query, IProgress<RepositoryName>? progress, CancellationToken cancellationToken)
    {
        ThrowIfExpired();
        var list = new NamespaceList(client.Repositories, query);
        string[] repositories =
        [
            .. (await list.ReadAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
                .Select(item => item.FullName)
                .Order(StringComparer.Ordinal),
        ];
        if (repositories.Length == 0)
        {
            throw new QuayNotFoundException(
                $"The namespace {query.Namespace} does not exist, or the token's user has no role in any of its repositories. Nothing was "
                + "planned.");
        }

        IReadOnlyDictionary<string, TagPlan> plans = await BoundedParallel
            .SelectAsync(repositories, PlanNextAsync, cancellationToken)
            .ConfigureAwait(false);
        return NamespacePlan.Of(query.Namespace!, [.. repositories.Select(repository => plans[repository])]);

        async Task<TagPlan> PlanNextAsync(string name, CancellationToken token)
        {
            RepositoryName repository = FullName.Parse(name);
            TagPlan plan = await PlanAsync(repository, isPartOfNamespace: true, token).ConfigureAwait(false);
            progress?.Report(repository);
            return plan;
        }
    }

    private async Task<TagPlan> PlanAsync(RepositoryName repository, bool isPartOfNamespace, CancellationToken cancellationToken)
    {
        ThrowIfExpired();
        Repository settings = await client.Repositories
            .GetAsync(repository, includeTags: false, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        RetentionInput input = await ReadAsync(repository, settings, cancellationToken).ConfigureAwait(false);
        RetentionDecision decision = await DecideAsync(input, cancellationToken).ConfigureAwait(false);
        if (decision.SelectsAll && !policy.AllowDeletingAll)
        {
            // A policy for all repositories would otherwise have to allow this for each of them because of one.
            if (isPartOfNamespace)
            {
                decision.KeepSelected();
                return Plan(repository, decision, settings.TagExpiration);
            }

            throw new QuayConflictException(
                $"The policy would {(policy.Expires ? "expire" : "delete")} every tag of {repository} that is not protected. Nothing was "
                + "planned. Keep some tags, such as the newest ones, or set allow_deleting_all in the policy.");
        }

        return Plan(repository, decision, settings.TagExpiration);
    }

    private static string NotRestorable(TimeSpan? window) => window switch
    {
        null => " How long Quay keeps deleted tags is unknown.",
        { } none when none <= TimeSpan.Zero => " Quay does not keep deleted tags of this repository, so they cannot be restored.",
        _ => "",
    };

    private void ThrowIfExpired()
    {
        if (policy.ExpireAt is { } expiration && expiration <= client.ServerTime)
        {
            throw new ArgumentException(
                SafeLine.Of($"The policy's expiry {expiration} is not in the future: it is {client.ServerTime} now."), nameof(policy));
        }
    }

    private async Task<RetentionInput> ReadAsync(RepositoryName repository, Repository settings, CancellationToken cancellationToken)
    {
        DateTimeOffset now = reader.Now;
        SnapshotPair snapshots = await SnapshotPair
            .ReadAsync(reader, repository, pattern: null, settings.TagExpiration, now, now, cancellationToken)
            .ConfigureAwait(false);
        IEnumerable<RetentionTag> tags =
            from tag in snapshots.Tags
            where tag.After.Presence != TagPresence.Absent
            select new RetentionTag(tag.After.Tag, tag.After.Entry, tag.After.Reason, tag.NewestStart ?? DateTimeOffset.MinValue);
        return new RetentionInput(repository, settings.State, now, [.. tags]);
    }

    private async Task<RetentionDecision> DecideAsync(RetentionInput input, CancellationToken cancellationToken)
    {
        var facts = new RetentionFacts();
        var factReader = new FactReader(client, input.Repository);
        while (true)
        {
            var decision = RetentionDecision.Of(policy, input, facts);
            if (!decision.Missing.Any)
            {
                return decision;
            }

            await factReader.ReadAsync(decision.Missing, facts, cancellationToken).ConfigureAwait(false);
        }
    }

    private TagPlan Plan(RepositoryName repository, RetentionDecision decision, TimeSpan? window) => new()
    {
        Registry = client.Endpoint,
        Repository = repository,
        CreatedAt = RetentionHorizon.Second(client.ServerTime),
        Description = policy + (policy.Expires ? "" : NotRestorable(window)),
        IsComplete = true,
        ComparedTags = decision.Verdicts.Count,
        ReleasedImages = decision.Expiration is null ? ImageSizes.Released(decision.Verdicts) : null,

        // An image without its signature can be unusable, so the tags of Cosign come last.
        Steps =
        [
            .. decision.Verdicts.Where(verdict => verdict.Kept is null)
                .OrderBy(verdict => verdict.Tag.CosignImage is not null)
                .Select(verdict => Step(repository, verdict, decision.Expiration)),
        ],
        Skipped =
        [
            .. from verdict in decision.Verdicts
               where verdict.Kept is not null
               select SkippedTag.Of(repository, verdict.Tag.Name, (verdict.Kept!.Value, verdict.Reason)),
        ],
    };

    private static TagPlanStep Step(RepositoryName repository, RetentionVerdict verdict, DateTimeOffset? expiration) => new()
    {
        Repository = repository,
        Tag = verdict.Tag.Name,
        Action = expiration is null ? TagPlanAction.Delete : TagPlanAction.Expire,
        Precondition = TagPrecondition.PointsAt(verdict.Tag.Digest!) with { NewestStart = verdict.Tag.NewestStart },
        Expiration = expiration,
        Reason = verdict.Reason,
    };
}
