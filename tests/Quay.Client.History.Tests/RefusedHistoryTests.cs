using System.Text.Json;
using Quay.Client.History.Tests.Stubs;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>What is refused before anything is sent.</summary>
public sealed class RefusedHistoryTests : IDisposable
{
    private const string Digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
    private const string OtherDigest = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

    private static readonly TagPlanStep Move = new()
    {
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
    public async Task An_instant_in_the_future()
    {
        DateTimeOffset future = _fixture.Now.AddSeconds(61);

        await Refused<ArgumentOutOfRangeException>("instant", () => _fixture.History.GetTagAtAsync("acme/app", "prod", future));
        await Refused<ArgumentOutOfRangeException>("instant", () => _fixture.History.GetSnapshotAsync("acme/app", future));
        await Refused<ArgumentOutOfRangeException>("instant", () => _fixture.History.PlanRollbackAsync("acme/app", future));
        await Refused<ArgumentOutOfRangeException>("before", () => _fixture.History.CompareAsync("acme/app", future, _fixture.Now));
        await Refused<ArgumentOutOfRangeException>("after", () => _fixture.History.CompareAsync("acme/app", _fixture.Now, future));
        Assert.Throws<ArgumentOutOfRangeException>(
            "instant",
            () => RepositorySnapshot.Of("acme/app", [], future, _fixture.Now, window: null));
    }

    [Fact]
    public async Task Null_arguments_are_refused_by_their_names()
    {
        RepositorySnapshot snapshot = RepositorySnapshot.Of("acme/app", [], _fixture.Now, _fixture.Now, TimeSpan.Zero);

        await Refused<ArgumentNullException>("plan", () => _fixture.History.ExecuteAsync(null!));
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
    public async Task A_pattern_that_matches_no_tag(string pattern)
    {
        await Refused<ArgumentException>("pattern", () => _fixture.History.GetTimelineAsync("acme/app", pattern));
        await Refused<ArgumentException>("pattern", () => _fixture.History.GetSnapshotAsync("acme/app", pattern: pattern));
        await Refused<ArgumentException>("pattern", () => _fixture.History.CompareAsync("acme/app", _fixture.Now, _fixture.Now, pattern));
        Assert.ThrowsAny<ArgumentException>(() => new RollbackOptions { Pattern = pattern });
    }

    [Fact]
    public async Task What_is_no_name()
    {
        await Refused<ArgumentException>("tag", () => _fixture.History.GetTagAtAsync("acme/app", "a/b", _fixture.Now));
        await Refused<ArgumentException>("repository", () => _fixture.History.GetTimelineAsync(default(RepositoryName)));
        await Refused<ArgumentException>("repository", () => _fixture.History.GetTagAtAsync(default(RepositoryName), "prod", _fixture.Now));
        await Refused<ArgumentException>("repository", () => _fixture.History.GetSnapshotAsync(default(RepositoryName)));
        await Refused<ArgumentException>(
            "repository", () => _fixture.History.CompareAsync(default(RepositoryName), _fixture.Now, _fixture.Now));
        await Refused<ArgumentException>("repository", () => _fixture.History.PlanRollbackAsync(default(RepositoryName), _fixture.Now));
    }

    [Theory]
    [InlineData("acme/web", null)]
    [InlineData("acme/app", "https://quay.io/")]
    public async Task An_earlier_snapshot_of_another_repository(string repository, string? registry)
    {
        RepositorySnapshot earlier = RepositorySnapshot.Of(repository, [], _fixture.Now, _fixture.Now, TimeSpan.Zero)
            .WithRegistry(registry is null ? null : new Uri(registry));

        await Refused<ArgumentException>("earlier", () => _fixture.History.GetTimelineAsync("acme/app", earlier: earlier));
    }

    [Theory]
    [InlineData("\"registry\":\"https://quay.example/\"", "\"registry\":null")]
    [InlineData("\"repository\":\"acme/app\"", "\"repository\":null")]
    [InlineData("\"steps\":[]", "\"steps\":null")]
    [InlineData("\"steps\":[]", "\"steps\":[null]")]
    [InlineData("\"steps\":[]", "\"steps\":[],\"steps\":[]")]
    [InlineData("\"skipped\":{}", "\"skipped\":null")]
    [InlineData("\"skipped\":{}", "\"skipped\":{\"prod\":null}")]
    public void JSON_with_a_null_or_a_repeated_property_is_no_plan(string good, string bad)
    {
        string json = PlanOf([]).ToJson().Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains(good, json, StringComparison.Ordinal);

        Assert.Throws<JsonException>(() => TagPlan.Parse(json.Replace(good, bad, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_plan_for_another_Quay()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            "plan", () => _fixture.History.ExecuteAsync(PlanOf([Move], registry: "https://quay.io/")));

        Assert.Contains("https://quay.io/", error.Message, StringComparison.Ordinal);
    }

    private static readonly TagPrecondition Missing = TagPrecondition.DoesNotExist with { NewestStart = DateTimeOffset.MinValue };

    public static TheoryData<TagPlanStep> ImpossibleSteps =>
    [
        Move with { Tag = ".." },
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
    [MemberData(nameof(ImpossibleSteps))]
    public Task A_plan_that_somebody_wrote_in(TagPlanStep step) =>
        Refused<ArgumentException>("plan", () => _fixture.History.ExecuteAsync(PlanOf([step])));

    [Fact]
    public async Task A_plan_without_steps_or_for_no_repository()
    {
        await Refused<ArgumentException>("plan", () => _fixture.History.ExecuteAsync(PlanOf(null!)));
        await Refused<ArgumentException>("plan", () => _fixture.History.ExecuteAsync(PlanOf([Move, null!])));
        await Refused<ArgumentException>("plan", () => _fixture.History.ExecuteAsync(PlanOf([Move], repository: "acme")));
        await Refused<ArgumentException>("plan", () => _fixture.History.ExecuteAsync(PlanOf([Move, Move])));
        Assert.Empty((await _fixture.History.ExecuteAsync(PlanOf([]))).Steps);
    }

    [Fact]
    public async Task Plan_for_a_namespace_that_looks_like_a_host_is_not_refused() =>
        Assert.True((await _fixture.History.ExecuteAsync(PlanOf([], repository: "example.com/team/app"))).IsComplete);

    [Fact]
    public void Snapshots_of_different_repositories_or_tags()
    {
        RepositorySnapshot app = RepositorySnapshot.Of("acme/app", [], _fixture.Now, _fixture.Now, TimeSpan.Zero);
        RepositorySnapshot web = RepositorySnapshot.Of("acme/web", [], _fixture.Now, _fixture.Now, TimeSpan.Zero);

        Assert.Throws<ArgumentException>("after", () => SnapshotDiff.BetweenInstants(app, web));
        Assert.Throws<ArgumentException>("other", () => SnapshotDiff.BetweenRepositories(app, web.WithPattern("v*")));
        Assert.True(SnapshotDiff.BetweenRepositories(app, web).IsSame);
    }

    private static async Task Refused<T>(string parameter, Func<Task> act)
        where T : ArgumentException
    {
        var error = await Assert.ThrowsAnyAsync<T>(act);
        Assert.Equal(parameter, error.ParamName);
    }

    private TagPlan PlanOf(
        IReadOnlyList<TagPlanStep> steps, string registry = "https://quay.example/", string repository = "acme/app") => new()
        {
            Registry = new Uri(registry),
            Repository = repository,
            Instant = _fixture.Now,
            CreatedAt = _fixture.Now,
            IsComplete = true,
            ComparedTags = 0,
            Steps = steps,
            Skipped = new Dictionary<string, SkippedTag>(),
        };
}
