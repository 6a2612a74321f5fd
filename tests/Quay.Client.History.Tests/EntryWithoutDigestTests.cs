using Quay.Client.History.Tests.Stubs;

namespace Quay.Client.History.Tests;

/// <summary>Verifies entries without a digest, which Quay before 3.7 can return: then it is unknown what to write.</summary>
public class EntryWithoutDigestTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Rollback_plan_skips_a_newer_tag_without_a_digest() =>
        Assert.Equal(["app"], (await PlanAsync(Entry(-1))).Skipped.Select(skipped => skipped.Tag));

    [Fact]
    public async Task Rollback_plan_skips_a_deleted_tag_without_a_digest() =>
        Assert.Equal(["app"], (await PlanAsync(Entry(-3, -1))).Skipped.Select(skipped => skipped.Tag));

    [Fact]
    public async Task Rollback_plan_skips_a_moved_tag_without_a_digest() =>
        Assert.Equal(["app"], (await PlanAsync(Entry(-1), Entry(-3, -1))).Skipped.Select(skipped => skipped.Tag));

    [Fact]
    public async Task Rollback_plan_has_no_step_for_an_unchanged_tag_without_a_digest() =>
        Assert.Empty((await PlanAsync(Entry(-3))).Skipped);

    [Theory]
    [InlineData(null)]
    [InlineData("latest")]
    public async Task RestoreTagAsync_rejects_an_entry_without_a_valid_digest(string? digest) =>
        await Assert.ThrowsAsync<QuayNotFoundException>(() => ClientOf(Entry(-3) with { ManifestDigest = digest })
            .History.RestoreTagAsync("acme/app", "app", Now.AddHours(-2), cancellationToken: TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(null)]
    [InlineData("latest")]
    public async Task Deletion_plan_skips_a_tag_without_a_valid_digest(string? digest)
    {
        TagPlan plan = await ClientOf(Entry(-3) with { ManifestDigest = digest })
            .History.PlanDeletionAsync("acme/app", ["app"], TestContext.Current.CancellationToken);

        Assert.Equal(SkipKind.Unknown, Assert.Single(plan.Skipped).Kind);
    }

    [Fact]
    public async Task Deletion_step_fails_if_the_tag_exists_without_a_digest()
    {
        var plan = new TagPlan
        {
            Registry = new("https://quay.example/"),
            Repository = "acme/app",
            CreatedAt = Now,
            IsComplete = true,
            ComparedTags = 1,
            Steps =
            [
                new()
                {
                    Repository = "acme/app",
                    Tag = "app",
                    Action = TagPlanAction.Delete,
                    Precondition = TagPrecondition.PointsAt("sha256:00") with { NewestStart = Now },
                    Reason = "",
                },
            ],
            Skipped = [],
        };
        var tags = MethodStub.Of<ITagOperations>(new Dictionary<string, Func<object>>
        {
            ["DeleteAsync"] = () => Task.FromException<TagChange>(new QuayConflictException("It was moved.")),
            ["GetAsync"] = () => Task.FromResult(Entry(-3)),
        });
        var repository = new Repository { Namespace = "acme", Name = "app" };
        var client = new StubClient(Now, repository, () => QuayPageable.FromItems<TagHistoryEntry>([]), tags);

        PlanResult result = await client.History.ExecuteAsync(plan, cancellationToken: TestContext.Current.CancellationToken);

        Assert.IsType<QuayConflictException>(Assert.Single(result.Steps).Error);
    }

    [Fact]
    public async Task Deletion_plan_contains_a_tag_that_starts_in_the_future_by_the_clock()
    {
        TagHistoryEntry ahead = Entry(0) with { Start = Now.AddSeconds(2), ManifestDigest = "sha256:00" };

        TagPlan plan = await ClientOf(ahead).History.PlanDeletionAsync("acme/app", ["app"], TestContext.Current.CancellationToken);

        Assert.Single(plan.Steps);
    }

    private static StubClient ClientOf(params TagHistoryEntry[] entries)
    {
        var repository = new Repository { Namespace = "acme", Name = "app", TagExpiration = TimeSpan.FromDays(14) };
        return new StubClient(Now, repository, () => QuayPageable.FromItems(entries));
    }

    private static async Task<TagPlan> PlanAsync(params TagHistoryEntry[] entries)
    {
        TagPlan plan = await ClientOf(entries).History.PlanRollbackAsync(
            "acme/app", Now.AddHours(-2), new RollbackOptions { DeleteNewer = true }, TestContext.Current.CancellationToken);
        Assert.Empty(plan.Steps);
        return plan;
    }

    private static TagHistoryEntry Entry(int from, int? to = null) => new()
    {
        Name = "app",
        Start = Now.AddHours(from),
        End = to is { } hours ? Now.AddHours(hours) : null,
    };
}
