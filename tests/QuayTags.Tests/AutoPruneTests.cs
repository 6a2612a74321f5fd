using System.Text.Json.Nodes;

namespace QuayTags.Tests;

public sealed class AutoPruneTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Fact]
    public async Task Show_lists_the_policies_of_a_repository_or_an_organization()
    {
        _quay.Quay.AddOrganization("org").AddAutoPrunePolicy("creation_date", "30d");
        string id = _quay.App.AddAutoPrunePolicy("number_of_tags", 10, "^pr-").Id;

        ToolRun repository = await _quay.RunAsync("autoprune", "show", "acme/app");
        ToolRun organization = await _quay.RunAsync("autoprune", "show", "org");

        Assert.Equal([$"{id} number_of_tags 10, tags that match ^pr-"], repository.Lines);
        Assert.Equal(["1 policy."], repository.ErrorLines);
        Assert.EndsWith(" creation_date 30d", Assert.Single(organization.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_writes_the_policies_as_Quay_names_them()
    {
        _quay.App.AddAutoPrunePolicy("number_of_tags", 10, "^pr-");

        JsonNode json = Assert.Single((await _quay.RunAsync("autoprune", "show", "acme/app", "--json")).JsonLines)!;

        JsonNode policy = Assert.Single(json["policies"]!.AsArray())!;
        Assert.Equal(("number_of_tags", 10, "^pr-"), ((string?)policy["method"], (int?)policy["value"], (string?)policy["tagPattern"]));
    }

    [Fact]
    public async Task Simulate_lists_the_deletions_with_their_reasons()
    {
        _quay.App.AddAutoPrunePolicy("number_of_tags", 1);
        _quay.AddEntry("old", 'a', daysAgo: 9);
        _quay.AddEntry("new", 'b', daysAgo: 1);

        ToolRun run = await _quay.RunAsync("autoprune", "simulate", "acme/app");

        Assert.Equal(3, run.ExitCode);
        Assert.Equal(
            [
                "acme/app: 1 policy, 1 of 2 tags deleted now. The result is incomplete.",
                "policy of acme/app: number_of_tags 1",
                "not read: policies of the user acme: Quay returns them only to acme; the token is admin's.",
                "delete old now: 1 tag is newer, and Quay keeps 1. Policy of acme/app: number_of_tags 1",
                "delete new at the next push: Quay keeps 1, and a new tag takes the place of the oldest one. "
                    + "Policy of acme/app: number_of_tags 1",
                "Not included: the server's default policy, which the API does not return.",
            ],
            run.Lines);
        Assert.Empty(_quay.Writes);
    }

    [Fact]
    public async Task Simulate_writes_one_json_object()
    {
        _quay.App.AddAutoPrunePolicy("creation_date", "7d");
        _quay.AddEntry("old", 'a', daysAgo: 9);

        JsonNode json = Assert.Single((await _quay.RunAsync("autoprune", "simulate", "acme/app", "--json")).JsonLines)!;

        JsonNode deletion = Assert.Single(json["deletions"]!.AsArray())!;
        Assert.Equal(("old", "now"), ((string?)deletion["tag"], (string?)deletion["when"]));
        Assert.Equal("repository", (string?)deletion["policy"]!["scope"]);
        Assert.False((bool)json["is_complete"]!);
    }

    [Fact]
    public async Task Simulate_compares_with_a_retention_policy()
    {
        _quay.App.AddAutoPrunePolicy("creation_date", "7d");
        _quay.AddEntry("old", 'a', daysAgo: 9);
        _quay.AddEntry("older", 'b', daysAgo: 10);
        _quay.AddEntry("pr-1", 'c', daysAgo: 3);
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{"tags": ["pr-*", "older"], "older_than": "2d"}""", TestContext.Current.CancellationToken);
        string[] args = ["autoprune", "simulate", "acme/app", "--policy", file];

        ToolRun run = await _quay.RunAsync(args);
        JsonNode json = Assert.Single((await _quay.RunAsync([.. args, "--json"])).JsonLines)!;
        File.Delete(file);

        Assert.Contains("1 tag deleted by both, 1 only by auto-prune, 1 only by the plan.", run.Lines);
        JsonNode comparison = json["comparison"]!;
        Assert.Equal("old", (string?)Assert.Single(comparison["only_auto_prune"]!.AsArray())!["tag"]);
        Assert.Equal("pr-1", (string?)Assert.Single(comparison["only_plan"]!.AsArray())!["tag"]);
        Assert.Equal("older", (string?)Assert.Single(comparison["both"]!.AsArray())!["tag"]);
        Assert.Empty(_quay.Writes);
    }

    [Theory]
    [InlineData("autoprune")]
    [InlineData("autoprune", "show")]
    [InlineData("autoprune", "show", "quay.io/acme/app:v1")]
    [InlineData("autoprune", "show", "-x")]
    [InlineData("autoprune", "simulate")]
    [InlineData("autoprune", "simulate", "acme")]
    public async Task Wrong_usage_sends_no_request(params string[] args)
    {
        Assert.Equal(2, (await _quay.RunAsync(args)).ExitCode);
        Assert.Empty(_quay.Quay.Requests);
    }
}
