using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests.Retention;

/// <summary>Provides a fake repository whose tags have known ages, and plans with a policy.</summary>
internal sealed class RetentionFixture : IDisposable
{
    private readonly TagFixture _tags;

    public RetentionFixture(FakeFeatures? features = null) => _tags = new TagFixture(features);

    public FakeRepository App => _tags.App;

    public FakeQuay Quay => _tags.Quay;

    public TagFixture Tags => _tags;

    public IHistoryOperations History => _tags.History;

    public DateTimeOffset Now => _tags.Now;

    public static string Digest(char hex) => $"sha256:{new string(hex, 64)}";

    public static string Signature(char hex, string suffix = "sig") => $"sha256-{new string(hex, 64)}.{suffix}";

    /// <summary>Adds a tag that has pointed at its manifest for a number of days.</summary>
    public void Add(string tag, double days, char hex, DateTimeOffset? end = null) =>
        App.AddEntry(tag, Digest(hex), Now.AddDays(-days), end);

    public Task<TagPlan> PlanAsync(RetentionPolicy policy) =>
        History.PlanRetentionAsync("acme/app", policy, TestContext.Current.CancellationToken);

    public async Task<PlanResult> ExecuteAsync(TagPlan plan) =>
        await History.ExecuteAsync(plan, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Returns the verdicts of a plan: the kind for each skipped tag, the action for each step.</summary>
    public async Task<string> VerdictsAsync(RetentionPolicy policy)
    {
        TagPlan plan = await PlanAsync(policy);
        return string.Join(", ", plan.Steps.Select(step => (Tag: $"{step.Tag}", What: $"{step.Action}"))
            .Concat(plan.Skipped.Select(skipped => (skipped.Tag, What: $"{skipped.Kind}")))
            .OrderBy(verdict => verdict.Tag, StringComparer.Ordinal)
            .Select(verdict => $"{verdict.Tag} {verdict.What}"));
    }

    public void Dispose() => _tags.Dispose();
}
