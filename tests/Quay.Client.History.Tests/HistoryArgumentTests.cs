using System.Text.Json;
using Quay.Client.History.Tests.Stubs;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>Verifies the arguments that are rejected before a request.</summary>
public sealed class HistoryArgumentTests : IDisposable
{
    private const string Digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
    private const string OtherDigest = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

    private static readonly TagPlanStep Move = new()
    {
        Repository = "acme/app",
        Tag = "prod",
        Action = TagPlanAction.Move,
        Precondition = TagPrecondition.PointsAt(Digest) with { NewestStart = DateTimeOffset.MinValue },
        Digest = OtherDigest,
        Reason = "",
    };

    private readonly TagFixture _fixture = new();

    public void Dispose()
    {
        Assert.Empty(_fixture.Quay.Requests);
        _fixture.Dispose();
    }

    [Fact]
    public async Task Instant_more_than_a_minute_in_the_future_is_rejected()
    {
        DateTimeOffset future = _fixture.Now.AddSeconds(61);

        await RejectsAsync<ArgumentOutOfRangeException>("instant", () => _fixture.History.GetTagAtAsync("acme/app", "prod", future));
        await RejectsAsync<ArgumentOutOfRangeException>("instant", () => _fixture.History.GetSnapshotAsync("acme/app", future));
        await RejectsAsync<ArgumentOutOfRangeException>("instant", () => _fixture.History.PlanRollbackAsync("acme/app", future));
        await RejectsAsync<ArgumentOutOfRangeException>("before", () => _fixture.History.CompareAsync("acme/app", future, _fixture.Now));
        await RejectsAsync<ArgumentOutOfRangeException>("after", () => _fixture.History.CompareAsync("acme/app", _fixture.Now, future));
        Assert.Throws<ArgumentOutOfRangeException>(
            "instant",
            () => RepositorySnapshot.Of("acme/app", [], future, _fixture.Now, window: null));
    }

    [Fact]
    public async Task Null_arguments_of_history_operations_are_rejected()
    {
        RepositorySnapshot snapshot = RepositorySnapshot.Of("acme/app", [], _fixture.Now, _fixture.Now, TimeSpan.Zero);

        await RejectsAsync<ArgumentNullException>("plan", () => _fixture.History.ExecuteAsync(null!));
        Assert.Throws<ArgumentNullException>("steps", () => PlanOf([]).WithSteps(null!));
        Assert.Throws<ArgumentNullException>(
            "entries", () => RepositorySnapshot.Of("acme/app", null!, _fixture.Now, _fixture.Now, TimeSpan.Zero));
        Assert.Throws<ArgumentNullException>("entries", () => TagTimeline.Of("acme/app", null!, _fixture.Now, TimeSpan.Zero));
        Assert.Throws<ArgumentNullException>("tag", () => snapshot.Find(null!));
        Assert.Throws<ArgumentNullException>("before", () => SnapshotDiff.BetweenInstants(null!, snapshot));
        Assert.Throws<ArgumentNullException>("after", () => SnapshotDiff.BetweenInstants(snapshot, null!));
        Assert.Throws<ArgumentNullException>("one", () => SnapshotDiff.BetweenRepositories(null!, snapshot));
        Assert.Throws<ArgumentNullException>("other", () => SnapshotDiff.BetweenRepositories(snapshot, null!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a/*")]
    [InlineData("a b*")]
    [InlineData("-prod")]
    [InlineData("\\*")]
    [InlineData(
        "01234567890123456789012345678901234567890123456789012345678901234"
        + "56789012345678901234567890123456789012345678901234567890123456789*")]
    public async Task Pattern_that_can_match_no_tag_is_rejected(string pattern)
    {
        await RejectsAsync<ArgumentException>("pattern", () => _fixture.History.GetTimelineAsync("acme/app", pattern));
        await RejectsAsync<ArgumentException>("pattern", () => _fixture.History.GetSnapshotAsync("acme/app", pattern: pattern));
        await RejectsAsync<ArgumentException>(
            "pattern", () => _fixture.History.CompareAsync("acme/app", _fixture.Now, _fixture.Now, pattern));
        Assert.ThrowsAny<ArgumentException>(() => new RollbackOptions { Pattern = pattern });
    }

    [Fact]
    public async Task Invalid_tag_or_repository_name_is_rejected()
    {
        await RejectsAsync<ArgumentException>("tag", () => _fixture.History.GetTagAtAsync("acme/app", "a/b", _fixture.Now));
        await RejectsAsync<ArgumentException>("repository", () => _fixture.History.GetTimelineAsync(default(RepositoryName)));
        await RejectsAsync<ArgumentException>(
            "repository", () => _fixture.History.GetTagAtAsync(default(RepositoryName), "prod", _fixture.Now));
        await RejectsAsync<ArgumentException>("repository", () => _fixture.History.GetSnapshotAsync(default(RepositoryName)));
        await RejectsAsync<ArgumentException>(
            "repository", () => _fixture.History.CompareAsync(default(RepositoryName), _fixture.Now, _fixture.Now));
        await RejectsAsync<ArgumentException>(
            "repository", () => _fixture.History.PlanRollbackAsync(default(RepositoryName), _fixture.Now));
    }

    [Theory]
    [InlineData("acme/web", null)]
    [InlineData("acme/app", "https://quay.io/")]
    public async Task Earlier_snapshot_of_another_repository_or_registry_is_rejected(string repository, string? registry)
    {
        RepositorySnapshot earlier = RepositorySnapshot.Of(repository, [], _fixture.Now, _fixture.Now, TimeSpan.Zero)
            .WithRegistry(registry is null ? null : new Uri(registry));

        await RejectsAsync<ArgumentException>("earlier", () => _fixture.History.GetTimelineAsync("acme/app", earlier: earlier));
    }

    [Theory]
    [InlineData("\"registry\":\"https://quay.example/\"", "\"registry\":null")]
    [InlineData("\"repository\":\"acme/app\"", "\"repository\":null")]
    [InlineData("\"repository\":\"acme/app\"", "\"repository\":\"acme\"")]
    [InlineData("\"repository\":\"acme/app\"", "\"repository\":7")]
    [InlineData("\"repository\":\"acme/app\"", "\"repository\":\"acme/app\",\"namespace\":\"acme\"")]
    [InlineData("\"steps\":[]", "\"steps\":null")]
    [InlineData("\"steps\":[]", "\"steps\":[null]")]
    [InlineData("\"steps\":[]", "\"steps\":[],\"steps\":[]")]
    [InlineData("\"skipped\":[]", "\"skipped\":null")]
    [InlineData("\"skipped\":[]", "\"skipped\":[null]")]
    public void Plan_JSON_with_a_null_or_a_repeated_property_is_rejected(string valid, string invalid)
    {
        string json = PlanOf([]).ToJson().Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains(valid, json, StringComparison.Ordinal);

        Assert.Throws<JsonException>(() => TagPlan.Parse(json.Replace(valid, invalid, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Plan_for_another_registry_is_rejected()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            "plan", () => _fixture.History.ExecuteAsync(PlanOf([Move], registry: "https://quay.io/")));

        Assert.Contains("https://quay.io/", error.Message, StringComparison.Ordinal);
    }

    private static readonly TagPrecondition Missing = TagPrecondition.DoesNotExist with { NewestStart = DateTimeOffset.MinValue };

    public static TheoryData<TagPlanStep> InvalidSteps =>
    [
        Move with { Tag = ".." },
        Move with { Repository = default },
        Move with { Tag = default },
        Move with { Precondition = null! },
        Move with { Precondition = Move.Precondition with { NewestStart = null } },
        Move with { Digest = null },
        Move with { Precondition = Missing },
        Move with { Digest = null, Precondition = Missing },
        Move with { Expiration = DateTimeOffset.MaxValue },
        Move with { Action = TagPlanAction.Delete },
        Move with { Action = TagPlanAction.Restore },
        Move with { Action = TagPlanAction.Expire },
        Move with { Action = TagPlanAction.Expire, Digest = null },
        Move with { Action = TagPlanAction.Expire, Digest = null, Expiration = DateTimeOffset.MaxValue, Tag = "a b" },
        Move with { Action = (TagPlanAction)99 },
    ];

    [Theory]
    [MemberData(nameof(InvalidSteps))]
    public Task Plan_with_an_invalid_step_is_rejected(TagPlanStep step) =>
        RejectsAsync<ArgumentException>("plan", () => _fixture.History.ExecuteAsync(PlanOf([step])));

    [Fact]
    public async Task Plan_with_null_or_repeated_steps_or_an_invalid_repository_is_rejected()
    {
        await RejectsAsync<ArgumentException>("plan", () => _fixture.History.ExecuteAsync(PlanOf(null!)));
        await RejectsAsync<ArgumentException>("plan", () => _fixture.History.ExecuteAsync(PlanOf([Move, null!])));
        await RejectsAsync<ArgumentException>(
            "plan", () => _fixture.History.ExecuteAsync(PlanOf([Move], repository: default(RepositoryName))));
        await RejectsAsync<ArgumentException>("plan", () => _fixture.History.ExecuteAsync(PlanOf([Move], repository: "acme/web")));
        await RejectsAsync<ArgumentException>("plan", () => _fixture.History.ExecuteAsync(PlanOf([Move, Move])));
        Assert.Empty((await _fixture.History.ExecuteAsync(PlanOf([]))).Steps);
    }

    [Fact]
    public async Task Plan_for_a_namespace_that_looks_like_a_host_is_executed() =>
        Assert.True((await _fixture.History.ExecuteAsync(
            TagPlan.Parse(PlanOf([], repository: RepositoryName.Create("example.com", "team/app")).ToJson()))).IsComplete);

    [Fact]
    public void Comparison_of_snapshots_of_different_repositories_or_patterns_is_rejected()
    {
        RepositorySnapshot app = RepositorySnapshot.Of("acme/app", [], _fixture.Now, _fixture.Now, TimeSpan.Zero);
        RepositorySnapshot web = RepositorySnapshot.Of("acme/web", [], _fixture.Now, _fixture.Now, TimeSpan.Zero);

        Assert.Throws<ArgumentException>("after", () => SnapshotDiff.BetweenInstants(app, web));
        Assert.Throws<ArgumentException>("other", () => SnapshotDiff.BetweenRepositories(app, web.WithPattern("v*")));
        Assert.True(SnapshotDiff.BetweenRepositories(app, web).IsSame);
    }

    private static async Task RejectsAsync<T>(string parameter, Func<Task> call)
        where T : ArgumentException
    {
        var error = await Assert.ThrowsAnyAsync<T>(call);
        Assert.Equal(parameter, error.ParamName);
    }

    private TagPlan PlanOf(
        IReadOnlyList<TagPlanStep> steps, string registry = "https://quay.example/", RepositoryName? repository = null) => new()
        {
            Registry = new Uri(registry),
            Repository = repository ?? "acme/app",
            Instant = _fixture.Now,
            CreatedAt = _fixture.Now,
            IsComplete = true,
            ComparedTags = 0,
            Steps = steps,
            Skipped = [],
        };
}
