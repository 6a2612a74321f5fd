using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>Tests plans whose steps are in several repositories of a namespace.</summary>
public sealed class NamespacePlanTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public NamespacePlanTests() => _fixture.Quay.AddRepository("acme/web");

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Plan_of_a_namespace_is_executed_in_each_repository()
    {
        _fixture.Push("v1");
        string kept = _fixture.Quay.FindRepository("acme/web")!.Push("v1").Digest;
        TagPlan plan = await PlanAsync("acme", "acme/app");

        PlanResult result = await _fixture.History.ExecuteAsync(TagPlan.Parse(plan.ToJson()), cancellationToken: Token);

        Assert.True(result.IsComplete);
        Assert.Equal("acme: 1 step, 1 tag compared.", plan.ToString());
        Assert.Equal("acme/app:v1: Done", Assert.Single(result.Steps).ToString());
        Assert.Null(_fixture.DigestOf("v1"));
        Assert.Equal(kept, _fixture.Quay.FindRepository("acme/web")!.FindTag("v1")?.Digest);
    }

    [Fact]
    public async Task Tags_with_the_same_name_in_two_repositories_are_two_steps()
    {
        _fixture.Push("v1");
        _fixture.Quay.FindRepository("acme/web")!.Push("v1");
        TagPlan plan = await PlanAsync("acme", "acme/app", "acme/web");

        Assert.True((await _fixture.History.ExecuteAsync(plan, cancellationToken: Token)).IsComplete);
        Assert.Empty(_fixture.App.Tags);
        Assert.Empty(_fixture.Quay.FindRepository("acme/web")!.Tags);
    }

    [Fact]
    public async Task Step_in_another_namespace_is_rejected_before_a_request()
    {
        _fixture.Push("v1");
        TagPlan plan = await PlanAsync("acm", "acme/app");
        _fixture.Quay.Requests.Clear();

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(
            "plan", () => _fixture.History.ExecuteAsync(plan, cancellationToken: Token));

        Assert.StartsWith("The step for the tag 'acme/app:v1' is outside the plan of 'acm'.", error.Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.Quay.Requests);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<TagPlan> PlanAsync(string namespaceName, params string[] repositories)
    {
        var steps = new List<TagPlanStep>();
        foreach (string repository in repositories)
        {
            steps.AddRange((await _fixture.History.PlanDeletionAsync(repository, ["v1"], Token)).Steps);
        }

        return new TagPlan
        {
            Registry = new Uri("https://quay.example/"),
            Namespace = namespaceName,
            CreatedAt = _fixture.Now,
            IsComplete = true,
            ComparedTags = steps.Count,
            Steps = steps,
            Skipped = [],
        };
    }
}
