using Quay.Client.History.Tests.Stubs;

namespace Quay.Client.History.Tests;

/// <summary>Before Quay 3.7 a row could come without its digest: then it cannot be told what to write.</summary>
public class RowsWithoutDigestTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_tag_that_came_later_is_left() => Assert.Equal(["app"], (await PlanAsync(Row(-1))).Skipped.Keys);

    [Fact]
    public async Task One_that_went_is_left() => Assert.Equal(["app"], (await PlanAsync(Row(-3, -1))).Skipped.Keys);

    [Fact]
    public async Task One_that_was_written_since_is_left() => Assert.Equal(["app"], (await PlanAsync(Row(-1), Row(-3, -1))).Skipped.Keys);

    [Fact]
    public async Task One_that_nobody_touched_is_as_it_was() => Assert.Empty((await PlanAsync(Row(-3))).Skipped);

    [Theory]
    [InlineData(null)]
    [InlineData("latest")]
    public async Task Restoration_to_an_entry_without_a_valid_digest_is_not_sent(string? digest) =>
        await Assert.ThrowsAsync<QuayNotFoundException>(() => ClientOf(Row(-3) with { ManifestDigest = digest })
            .History.RestoreTagAsync("acme/app", "app", Now.AddHours(-2), cancellationToken: TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(null)]
    [InlineData("latest")]
    public async Task Plan_skips_a_given_tag_without_a_valid_digest(string? digest)
    {
        TagPlan plan = await ClientOf(Row(-3) with { ManifestDigest = digest })
            .History.PlanDeletionAsync("acme/app", ["app"], TestContext.Current.CancellationToken);

        Assert.Equal(SkipKind.Unknown, plan.Skipped["app"].Kind);
    }

    [Fact]
    public async Task Deletion_of_a_tag_without_a_digest_is_not_done_if_the_tag_still_exists()
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
                    Tag = "app",
                    Action = TagPlanAction.Delete,
                    Precondition = TagPrecondition.PointsAt("sha256:00") with { NewestStart = Now },
                    Reason = "",
                },
            ],
            Skipped = new Dictionary<string, SkippedTag>(),
        };
        var tags = MethodStub.Of<ITagOperations>(new Dictionary<string, Func<object>>
        {
            ["DeleteAsync"] = () => Task.FromException<TagChange>(new QuayConflictException("It points elsewhere.")),
            ["GetAsync"] = () => Task.FromResult(Row(-3)),
        });
        var repository = new Repository { Namespace = "acme", Name = "app" };
        var client = new StubClient(Now, repository, () => QuayPageable.FromItems<TagHistoryEntry>([]), tags);

        PlanResult result = await client.History.ExecuteAsync(plan, cancellationToken: TestContext.Current.CancellationToken);

        Assert.IsType<QuayConflictException>(Assert.Single(result.Steps).Error);
    }

    [Fact]
    public async Task Given_tag_is_planned_although_the_clock_is_behind_its_start()
    {
        TagHistoryEntry ahead = Row(0) with { Start = Now.AddSeconds(2), ManifestDigest = "sha256:00" };

        TagPlan plan = await ClientOf(ahead).History.PlanDeletionAsync("acme/app", ["app"], TestContext.Current.CancellationToken);

        Assert.Single(plan.Steps);
    }

    private static StubClient ClientOf(params TagHistoryEntry[] entries)
    {
        var repository = new Repository { Namespace = "acme", Name = "app", TagExpiration = TimeSpan.FromDays(14) };
        return new StubClient(Now, repository, () => QuayPageable.FromItems(entries));
    }

    private static async Task<TagPlan> PlanAsync(params TagHistoryEntry[] rows)
    {
        TagPlan plan = await ClientOf(rows).History.PlanRollbackAsync(
            "acme/app", Now.AddHours(-2), new RollbackOptions { DeleteNewer = true }, TestContext.Current.CancellationToken);
        Assert.Empty(plan.Steps);
        return plan;
    }

    private static TagHistoryEntry Row(int from, int? to = null) => new()
    {
        Name = "app",
        Start = Now.AddHours(from),
        End = to is { } hours ? Now.AddHours(hours) : null,
    };
}
