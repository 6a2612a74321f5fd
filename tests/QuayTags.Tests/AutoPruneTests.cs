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

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "acme/app: 1 policy, 1 of 2 tags deleted now. The result is incomplete.",
                "policy of acme/app: number_of_tags 1",
                "not read: policies of the user acme: Quay returns them only to acme, and the token is of admin.",
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
