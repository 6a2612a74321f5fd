namespace Quay.Client.History;

/// <summary>Determines which tags the policies delete, as Quay's worker runs them. It does no I/O.</summary>
/// <remarks>
/// The order of two tags that began in the same second is unknown, and so is the effect of some policies. A tag is therefore certainly
/// there, possibly deleted, or certainly deleted. The number of newer tags has a lower and an upper bound.
/// </remarks>
internal sealed class AutoPruneRun
{
    private readonly List<Candidate> _candidates;
    private readonly IReadOnlyList<string> _unknown;
    private readonly List<Rule> _rules;
    private readonly DateTimeOffset _now;

    private AutoPruneRun(RepositorySnapshot snapshot, IEnumerable<ScopedAutoPrunePolicy> policies)
    {
        _candidates =
        [
            .. snapshot.Tags.Values.Where(tag => tag.Immutable != true && CosignTag.ImageOf(tag.Name) is null)
                .Select(tag => new Candidate(tag)),
        ];
        _unknown = [.. snapshot.Unknown.Keys.Where(tag => CosignTag.ImageOf(tag) is null)];

        // The failure of a policy ends Quay's run, so nothing after an unpredictable one is certain.
        bool isCertain = true;
        _rules = [.. policies.Select(policy => Rule.Of(policy, isCertain &= policy.UnpredictableReason is null))];
        _now = snapshot.Instant;
    }

    // Returns the deletions of the policies, which are in Quay's order.
    public static IReadOnlyList<AutoPruneDeletion> Simulate(
        RepositorySnapshot snapshot, IReadOnlyList<ScopedAutoPrunePolicy> policies)
    {
        var run = new AutoPruneRun(snapshot, policies);
        run.DeleteNow();
        List<AutoPruneDeletion> deletions = [.. run._candidates.Select(tag => tag.Now).OfType<AutoPruneDeletion>(), .. run.Later()];
        deletions.AddRange(SignatureDeletions.Of(snapshot, deletions));
        deletions.AddRange(run.AtNextPush());
        return
        [
            .. deletions.OrderBy(deletion => deletion.When)
                .ThenBy(deletion => deletion.At)
                .ThenBy(deletion => deletion.Tag, StringComparer.Ordinal),
        ];
    }

    private void DeleteNow()
    {
        foreach (Rule rule in _rules)
        {
            foreach (Finding found in rule.Age is { } age ? OlderThan(rule, age) : Beyond(rule, rule.Keep))
            {
                found.Tag.Delete(found, rule);
            }
        }
    }

    private IEnumerable<Finding> OlderThan(Rule rule, TimeSpan age) => Selected(rule).Where(tag => tag.Start.Plus(age) < _now).Select(
        tag => new Finding(
            tag, IsCertain: true, $"It is older than {rule.Policy.Policy.Value}: it began at {TimeText.Of(tag.Entry.Start)}."));

    // Returns the tags beyond the newest ones that a policy keeps.
    private List<Finding> Beyond(Rule rule, long? keep)
    {
        List<Finding> found = [];
        long certainlyNewer = 0;
        long possiblyNewer = _unknown.Count(rule.Selects);
        foreach (IGrouping<DateTimeOffset, Candidate> second in
            Selected(rule).GroupBy(tag => tag.Start).OrderByDescending(tags => tags.Key))
        {
            int tied = second.Count();
            string ties = tied == 1 ? "" : $", and {Counted.Of(tied - 1, "other")} began in the same second";
            if (certainlyNewer >= keep || possiblyNewer + tied - 1 >= keep)
            {
                found.AddRange(second.Select(tag => new Finding(
                    tag,
                    certainlyNewer >= keep,
                    $"{Counted.Of(certainlyNewer, "tag is", "tags are")} newer{ties}, and Quay keeps {rule.Keep}.")));
            }

            certainlyNewer += second.Count(tag => tag.Now is null);
            possiblyNewer += tied;
        }

        return found;
    }

    private IEnumerable<AutoPruneDeletion> Later() => _candidates.SelectMany(tag =>
    {
        List<AutoPruneDeletion> byTime =
        [
            .. _rules.Where(rule => rule.Selects(tag.Entry.Name))
                .Select(rule => (Rule: rule, At: tag.DueAt(rule.Age)))
                .Where(due => due.At > _now && due.At < DateTimeOffset.MaxValue && !(tag.Entry.End <= due.At))
                .OrderBy(due => due.At)
                .Select(due => tag.ToDeletion(
                    due.Rule.Policy,
                    AutoPruneTime.Later,
                    due.At,
                    due.Rule.IsCertain,
                    $"It will be older than {due.Rule.Policy.Policy.Value}: it began at {TimeText.Of(tag.Entry.Start)}."))
                .Where(tag.Adds),
        ];

        // The first one that is certain, and the first possible one before it.
        return byTime.DistinctBy(deletion => deletion.IsCertain).TakeWhile((deletion, index) => index == 0 || deletion.IsCertain);
    });

    // A policy that deletes a tag at the push changes what the policies after it count.
    private IEnumerable<AutoPruneDeletion> AtNextPush()
    {
        bool isFirst = true;
        List<AutoPruneDeletion> deletions = [];
        foreach (Rule rule in _rules)
        {
            List<Finding> found = Beyond(rule, rule.Keep - 1);
            foreach ((Candidate tag, bool isCertain, _) in found)
            {
                AutoPruneDeletion deletion = tag.ToDeletion(
                    rule.Policy,
                    AutoPruneTime.NextPush,
                    at: null,
                    isCertain && isFirst && rule.IsCertain,
                    $"Quay keeps {rule.Keep}, and a new tag takes the place of the oldest one.");
                if (tag.Adds(deletion))
                {
                    deletions.Add(deletion);
                }
            }

            isFirst &= found.Count == 0;
        }

        return deletions.OrderByDescending(deletion => deletion.IsCertain).DistinctBy(deletion => deletion.Tag, StringComparer.Ordinal);
    }

    private IEnumerable<Candidate> Selected(Rule rule) =>
        _candidates.Where(tag => tag.Now?.IsCertain != true && rule.Selects(tag.Entry.Name));

    private sealed record Rule(ScopedAutoPrunePolicy Policy, bool IsCertain, Func<string, bool> Selects)
    {
        public TimeSpan? Age => Policy.Policy.Age;

        public long? Keep => Policy.Policy.TagCount;

        // An unpredictable pattern can select every tag.
        public static Rule Of(ScopedAutoPrunePolicy policy, bool isCertain) =>
            new(policy, isCertain, AutoPrunePattern.TryCreate(policy.Policy, out AutoPrunePattern? pattern) ? pattern.Selects : _ => true);
    }

    private readonly record struct Finding(Candidate Tag, bool IsCertain, string Reason);

    private sealed class Candidate(TagHistoryEntry entry)
    {
        public TagHistoryEntry Entry => entry;

        // Quay returns no start if it is the epoch.
        public DateTimeOffset Start => entry.Start ?? DateTimeOffset.UnixEpoch;

        // Returns the first whole second in which the tag is certainly older than an age.
        public DateTimeOffset? DueAt(TimeSpan? age) => age is { } known ? Start.Plus(known).Plus(TimeSpan.FromSeconds(1)) : null;

        // Gets the deletion in Quay's next run; null if the tag certainly stays.
        public AutoPruneDeletion? Now { get; private set; }

        public void Delete(Finding found, Rule rule)
        {
            bool isCertain = rule.IsCertain && found.IsCertain;
            if (Now is null || isCertain)
            {
                Now = ToDeletion(rule.Policy, AutoPruneTime.Now, at: null, isCertain, found.Reason);
            }
        }

        // Determines whether a later deletion adds to what is known about the next run.
        public bool Adds(AutoPruneDeletion later) => Now is null || (later.IsCertain && !Now.IsCertain);

        public AutoPruneDeletion ToDeletion(
            ScopedAutoPrunePolicy policy, AutoPruneTime when, DateTimeOffset? at, bool isCertain, string reason) => new()
            {
                Tag = entry.Name,
                ManifestDigest = entry.ManifestDigest,
                Start = entry.Start,
                When = when,
                At = at,
                IsCertain = isCertain,
                Policy = policy,
                Reason = reason,
            };
    }
}
