using System.Globalization;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests.Retention;

/// <summary>
/// Compares plans with the verdicts of <see cref="RetentionOracle"/>, and executes them. One decision is the verdict about one tag. The
/// environment variable <c>QUAY_RETENTION_DECISIONS</c> sets how many each test makes at least, and <c>QUAY_CLIENT_SEED</c> the first seed.
/// </summary>
[Trait("Speed", "Slow")]
public class RetentionOracleTests
{
    private static readonly SkipKind[] Ordinary =
    [
        SkipKind.NotSelected, SkipKind.TooYoung, SkipKind.KeptNewest, SkipKind.RecentlyPulled, SkipKind.UnsupportedExpiration,
        SkipKind.Unknown, SkipKind.ReadOnly,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Plan_equals_the_verdicts_of_the_oracle_and_its_execution_deletes_exactly_the_steps() => RunAsync(async random =>
    {
        RetentionPolicy policy = random.NextPolicy();
        var oracle = new RetentionOracle(random, policy);
        Dictionary<string, FakeTagEntry> before = random.App.Tags.ToDictionary(tag => tag.Name);

        TagPlan plan = await random.Quay.PlanAsync(policy);
        TagPlan dryRun = await random.Quay.PlanAsync(RetentionPolicy.Parse(policy.ToJson()));

        random.Quay.Quay.Requests.AssertNoWrites();
        Assert.Equal(plan.ToJson(), dryRun.ToJson());
        Assert.Equal(plan.ToJson(), TagPlan.Parse(plan.ToJson()).ToJson());
        AssertSame(oracle, plan, policy);
        await AssertAllAsync(random, policy, plan);

        PlanResult result = await random.Quay.ExecuteAsync(TagPlan.Parse(plan.ToJson()));

        Assert.True(result.IsComplete, $"{result.Steps.FirstOrDefault(step => step.Error is not null)}");
        string[] planned = [.. plan.Steps.Select(step => $"{step.Tag}")];
        Assert.All(before, tag => Assert.Equal(
            policy.ExpireAt is null && planned.Contains(tag.Key) ? null : tag.Value, random.App.FindTag(tag.Key)));
        Assert.All(plan.Steps.Where(_ => policy.ExpireAt is not null), step => Assert.Equal(
            policy.ExpireAt, random.App.FindTag($"{step.Tag}")!.End));
        Assert.All((await random.Quay.ExecuteAsync(plan)).Steps, step => Assert.False(step.Change!.IsChanged));

        Assert.True((await random.Quay.ExecuteAsync(plan.ToRestorePlan())).IsComplete);
        Assert.All(before, tag => Assert.Equal(tag.Value.Digest, random.App.FindTag(tag.Key)?.Digest));
        return plan.ComparedTags;
    });

    [Fact]
    public Task Nothing_that_is_kept_is_deleted_despite_foreign_writes_faults_and_restarts() => RunAsync(async random =>
    {
        TagPlan plan = await random.Quay.PlanAsync(random.NextPolicy());
        var foreign = new ForeignWrites(random, plan);
        random.Quay.Quay.Faults.AtRandom(random.Next(int.MaxValue), rate: 0.2, [Fault.Cut, Fault.LostResponse, Fault.BadGateway]);
        random.Quay.Quay.Requests.Clear();
        for (int run = 0; run < 3 && plan.Steps.Count > 0; run++)
        {
            using var restart = CancellationTokenSource.CreateLinkedTokenSource(Token);
            foreign.OnRequest = random.Chance(0.3) ? restart.Cancel : null;
            await random.Quay.History.ExecuteAsync(
                TagPlan.Parse(plan.ToJson()),
                new PlanExecutionOptions { ContinueOnError = random.Chance(0.5) },
                cancellationToken: restart.Token);
        }

        foreign.AssertNothingLost();
        return plan.ComparedTags;
    });

    [Fact]
    public Task More_protection_never_deletes_more() => RunAsync(async random =>
    {
        RetentionPolicy policy = random.NextPolicy();
        RetentionPolicy other = random.NextPolicy();
        var protecting = new RetentionPolicy
        {
            Tags = policy.Tags,
            TagsRegex = policy.TagsRegex,
            OlderThan = policy.OlderThan,
            NotPulledFor = policy.NotPulledFor ?? (random.Chance(0.2) ? other.NotPulledFor : null),
            KeepNewest = policy.KeepNewest,
            GroupBy = policy.GroupBy,
            ProtectTags = [.. policy.ProtectTags, .. random.Chance(0.6) ? [random.Pick(RandomRetention.Names)] : other.ProtectTags],
            ProtectDigests = [.. policy.ProtectDigests, .. other.ProtectDigests],
            ProtectLabels = [.. policy.ProtectLabels, .. other.ProtectLabels],
            GracePeriod = new[] { policy.GracePeriod, other.GracePeriod }.Max(grace => grace ?? TimeSpan.FromDays(1)),
            ExpireAt = policy.ExpireAt,
            AllowDeletingShared = policy.AllowDeletingShared && other.AllowDeletingShared,
            AllowDeletingChildren = policy.AllowDeletingChildren && other.AllowDeletingChildren,
            AllowDeletingAll = true,
        };

        TagPlan plan = await random.Quay.PlanAsync(policy);
        TagPlan smaller = await random.Quay.PlanAsync(protecting);

        Assert.Subset(plan.Steps.Select(step => step.Tag).ToHashSet(), smaller.Steps.Select(step => step.Tag).ToHashSet());
        return plan.ComparedTags + smaller.ComparedTags;
    });

    private static void AssertSame(RetentionOracle oracle, TagPlan plan, RetentionPolicy policy)
    {
        HashSet<string> planned = [.. plan.Steps.Select(step => $"{step.Tag}")];
        Assert.True(
            planned.SetEquals(oracle.Selected),
            $"{policy}\n{plan.Describe()}\nThe oracle selects {string.Join(", ", oracle.Selected)}.");
        foreach (SkippedTag skipped in plan.Skipped.Where(skipped => skipped.Kind != SkipKind.AlreadyExpires))
        {
            Assert.True(
                oracle.Reasons[skipped.Tag].Contains(skipped.Kind),
                $"{policy}\n{skipped} ({skipped.Kind})\nThe oracle knows {string.Join(", ", oracle.Reasons[skipped.Tag])}.");
        }

        Assert.Equal(oracle.Reasons.Count, plan.Steps.Count + plan.Skipped.Count);
        Assert.Equal(oracle.Reasons.Keys.ToHashSet(), [.. planned, .. plan.Skipped.Select(skipped => skipped.Tag)]);
    }

    // Without the permission to delete all tags, the policy is rejected exactly if no tag stays for an ordinary reason.
    private static async Task AssertAllAsync(RandomRetention random, RetentionPolicy policy, TagPlan plan)
    {
        string json = policy.ToJson().Replace(",\n  \"allow_deleting_all\": true", "", StringComparison.Ordinal);
        bool isRestricted = (policy.OlderThan ?? policy.NotPulledFor) is not null || policy.KeepNewest is not null;
        if (plan.Steps.Count == 0 || !isRestricted)
        {
            return;
        }

        bool isRejected = false;
        try
        {
            await random.Quay.PlanAsync(RetentionPolicy.Parse(json));
        }
        catch (QuayConflictException)
        {
            isRejected = true;
        }

        bool hasSurvivor = plan.Skipped.Any(
            skipped => !skipped.Tag.StartsWith("sha256-", StringComparison.Ordinal) && Ordinary.Contains(skipped.Kind));
        Assert.NotEqual(hasSurvivor, isRejected);
    }

    private static async Task RunAsync(Func<RandomRetention, Task<int>> run)
    {
        int seed = Variable("QUAY_CLIENT_SEED", byDefault: 1);
        int goal = Variable("QUAY_RETENTION_DECISIONS", byDefault: 1_500);
        int decisions = 0;
        int runs = 0;
        for (; decisions < goal; runs++)
        {
            using var random = new RandomRetention(seed + runs);
            try
            {
                decisions += await run(random);
            }
            catch (Exception fault)
            {
                Assert.Fail($"QUAY_CLIENT_SEED={seed + runs} QUAY_RETENTION_DECISIONS=1: {fault}");
            }
        }

        Console.WriteLine($"{decisions} decisions in {runs} runs, from seed {seed}");
    }

    private static int Variable(string name, int byDefault) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : byDefault;
}
