using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Quay.Client.Testing;

namespace QuayTags.Tests;

public sealed class PoliciesTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Fact]
    public async Task Policies_of_a_repository_or_an_organization_are_listed()
    {
        FakeNamespace org = _quay.Quay.AddOrganization("org");
        org.AddAutoPrunePolicy("creation_date", "30d");
        string prune = _quay.App.AddAutoPrunePolicy("number_of_tags", 10, "^pr-").Id;
        string immutable = _quay.App.AddImmutabilityPolicy("v[0-9]+", tagPatternMatches: false).Id;

        ToolRun repository = await _quay.RunAsync("policies", "acme/app");
        ToolRun organization = await _quay.RunAsync("policies", "org");

        Assert.Equal(
            [
                "POLICY RULE TAGS ID",
                $"auto-prune keeps the newest 10 tags matching ^pr- {prune}",
                $"immutability makes tags immutable not matching v[0-9]+ {immutable}",
            ],
            repository.Lines.Select(line => Regex.Replace(line, " +", " ")));
        Assert.Equal(["2 policies."], repository.ErrorLines);
        Assert.StartsWith("auto-prune  deletes tags older than 30d  all ", organization.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_the_policies_as_Quay_names_them()
    {
        _quay.App.AddAutoPrunePolicy("number_of_tags", 10, "^pr-");
        _quay.App.AddImmutabilityPolicy("v.*");

        JsonNode json = Assert.Single((await _quay.RunAsync("policies", "acme/app", "--json")).JsonLines)!;

        JsonNode policy = Assert.Single(json["auto_prune"]!.AsArray())!;
        Assert.Equal(("number_of_tags", 10, "^pr-"), ((string?)policy["method"], (int?)policy["value"], (string?)policy["tagPattern"]));
        Assert.Equal("v.*", (string?)Assert.Single(json["immutability"]!.AsArray())!["tagPattern"]);
    }

    [Fact]
    public async Task Csv_has_both_kinds()
    {
        string prune = _quay.App.AddAutoPrunePolicy("creation_date", "7d").Id;
        string immutable = _quay.App.AddImmutabilityPolicy("v.*").Id;

        Assert.Equal(
            [
                "kind,uuid,method,value,tag_pattern,tag_pattern_matches",
                $"auto-prune,{prune},creation_date,7d,,true",
                $"immutability,{immutable},,,v.*,true",
            ],
            (await _quay.RunAsync("policies", "acme/app", "--csv")).Lines.Select(line => line.TrimEnd('\r')));
    }

    [Fact]
    public async Task Policies_that_the_server_does_not_support_are_noted()
    {
        _quay.Quay.Features = FakeFeatures.All with { ImmutableTags = false };
        _quay.App.AddAutoPrunePolicy("creation_date", "7d");

        ToolRun run = await _quay.RunAsync("policies", "acme/app");
        JsonNode json = Assert.Single((await _quay.RunAsync("policies", "acme/app", "--json")).JsonLines)!;

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, run.Lines.Length);
        Assert.Contains("FEATURE_IMMUTABLE_TAGS", run.ErrorLines[1], StringComparison.Ordinal);
        Assert.Null(json["immutability"]);
        Assert.NotNull(json["auto_prune"]);
    }

    [Fact]
    public async Task Server_without_any_policies_is_a_failure()
    {
        _quay.Quay.Features = FakeFeatures.All with { ImmutableTags = false, AutoPrune = false };

        Assert.Contains(
            "FEATURE_AUTO_PRUNE", (await _quay.RunAsync("policies", "acme/app")).AssertFailure(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_lists_the_deletions_with_their_reasons()
    {
        _quay.App.AddAutoPrunePolicy("number_of_tags", 1);
        _quay.AddEntry("old", 'a', daysAgo: 9);
        _quay.AddEntry("new", 'b', daysAgo: 1);

        ToolRun run = await _quay.RunAsync("policies", "acme/app", "--simulate");

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

        JsonNode json = Assert.Single((await _quay.RunAsync("policies", "acme/app", "--simulate", "--json")).JsonLines)!;

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
        string[] args = ["policies", "acme/app", "--simulate", "--policy", file];

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
    [InlineData("'REPOSITORY|ORGANIZATION' is missing", "policies")]
    [InlineData("remove 'quay.io/' and ':v1'", "policies", "quay.io/acme/app:v1")]
    [InlineData("This command has no option '-x'", "policies", "-x")]
    [InlineData("--simulate needs a repository.", "policies", "acme", "--simulate")]
    [InlineData("--policy needs --simulate.", "policies", "acme/app", "--policy", "policy.json")]
    [InlineData("--simulate and --csv cannot be combined.", "policies", "acme/app", "--simulate", "--csv")]
    public async Task Wrong_usage_sends_no_request(string message, params string[] args)
    {
        ToolRun run = await _quay.RunAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(_quay.Quay.Requests);
    }
}
