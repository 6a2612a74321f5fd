using System.Text.Json;
using static Quay.Client.History.Tests.AutoPrune.Policies;

namespace Quay.Client.History.Tests.AutoPrune;

/// <summary>Verifies the comparison of a simulation with a plan, and the JSON of a simulation.</summary>
public class AutoPruneComparisonTests
{
    private static readonly AutoPruneSimulation Simulation =
        Simulate(Snapshot([Tag("a", 1), Tag("b", 8), Tag("c", 9), Tag("d", 10)], unknown: "u"), Older("7d"));

    [Fact]
    public void Comparison_lists_what_only_one_of_the_two_deletes()
    {
        AutoPruneComparison comparison = Simulation.CompareWith(
            Plan(Step("a", TagPlanAction.Expire), Step("c"), Step("b", TagPlanAction.Move), Step("z")));
        Assert.Equal(["b", "d"], comparison.OnlyAutoPrune.Select(deletion => deletion.Tag));
        Assert.Equal(["a", "z"], comparison.OnlyPlan.Select(step => step.Tag.ToString()));
        Assert.Equal(["c"], comparison.Both.Select(deletion => deletion.Tag));
        Assert.False(comparison.IsSame);
        Assert.Equal(
            "1 tag deleted by both, 2 only by auto-prune, 2 only by the plan.", comparison.Describe().Split('\n')[0]);
        Assert.Equal(5, comparison.Describe().Split('\n').Length);
    }

    [Fact]
    public void Tag_that_is_listed_as_possible_and_as_certain_is_counted_once_as_certain()
    {
        AutoPruneDeletion[] deletions =
            [.. Simulation.Deletions.SelectMany(certain => new[] { certain with { IsCertain = false }, certain })];
        var comparison = AutoPruneComparison.Of(deletions, [Step("c")]);
        Assert.Equal("1 tag deleted by both, 3 only by auto-prune, 0 only by the plan.", comparison.ToString());
        Assert.All([.. comparison.OnlyAutoPrune, .. comparison.Both], deletion => Assert.True(deletion.IsCertain));
    }

    [Fact]
    public void Only_the_steps_of_the_simulated_repository_are_compared()
    {
        TagPlan plan = Plan(repository: null, "acme", Step("b"), Step("c"), Step("d"), Step("a", repository: "acme/other"));
        Assert.True(Simulation.CompareWith(plan).IsSame);
    }

    [Theory]
    [InlineData("acme/other", null)]
    [InlineData(null, "ac")]
    public void Plan_for_another_repository_is_rejected(string? repository, string? namespaceName) =>
        Assert.Throws<ArgumentException>("plan", () => Simulation.CompareWith(Plan(repository, namespaceName)));

    [Fact]
    public void Later_deletions_count_until_the_given_time()
    {
        TagPlan plan = Plan(Step("a"), Step("b"), Step("c"), Step("d"));
        Assert.Equal(["a"], Simulation.CompareWith(plan, Now.AddDays(5)).OnlyPlan.Select(step => step.Tag.ToString()));
        Assert.True(Simulation.CompareWith(plan, Now.AddDays(7)).IsSame);
    }

    [Fact]
    public void Simulation_round_trips_through_json()
    {
        AutoPruneSimulation read = AutoPruneSimulation.Parse(Simulation.ToJson());
        Assert.Equal(Simulation.ToJson(), read.ToJson());
        Assert.Equal(Simulation.Describe(), read.Describe());
        Assert.Equal(Simulation.Deletions, read.Deletions);
    }

    [Theory]
    [InlineData("\"live_tags\"", "\"tags\"")]
    [InlineData("\"policies\": [", "\"policies\": [null, ")]
    [InlineData("\"deletions\": [", "\"deletions\": [null, ")]
    [InlineData("\"It was moved.\"", "null")]
    [InlineData("\"reason\"", "\"because\"")]
    [InlineData("\"later\"", "\"tomorrow\"")]
    public void Invalid_json_is_rejected(string valid, string invalid)
    {
        Assert.Contains(valid, Simulation.ToJson(), StringComparison.Ordinal);
        string json = Simulation.ToJson().Replace(valid, invalid, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => AutoPruneSimulation.Parse(json));
    }

    [Fact]
    public void Description_has_safe_lines()
    {
        AutoPruneSimulation simulation = Simulate(Snapshot([Tag("a\u001b[31m\n", 1), Tag("b", 2)], "x\ny"), Newest(1, "a\nb"));
        Assert.DoesNotContain(simulation.Describe(), letter => char.IsControl(letter) && letter != '\n');
        Assert.Equal(2 + 1 + simulation.Deletions.Count + 1, simulation.Describe().Split('\n').Length);
    }

    private static TagPlan Plan(params TagPlanStep[] steps) => Plan("acme/app", null, steps);

    private static TagPlan Plan(string? repository, string? namespaceName, params TagPlanStep[] steps) => new()
    {
        Registry = Simulation.Registry,
        Repository = repository is null ? default(RepositoryName?) : repository,
        Namespace = namespaceName,
        CreatedAt = Now,
        IsComplete = true,
        ComparedTags = steps.Length,
        Steps = steps,
        Skipped = [],
    };

    private static TagPlanStep Step(
        string tag, TagPlanAction action = TagPlanAction.Delete, string repository = "acme/app") => new()
        {
            Repository = repository,
            Tag = tag,
            Action = action,
            Precondition = TagPrecondition.PointsAt("sha256:" + new string('a', 64)),
            Reason = "It is old.",
        };
}
