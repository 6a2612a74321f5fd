using System.Text.Json.Nodes;

namespace QuayTags.Tests;

public sealed class LabelsTests : IAsyncDisposable
{
    private static readonly string Digest = WriteFixture.Digest('a');

    private readonly WriteFixture _quay = new();

    public LabelsTests()
    {
        _quay.AddEntry("prod", 'a', daysAgo: 1);
        _quay.App.AddLabel(Digest, "maintainer", "Team \"A\", B");
        _quay.App.AddLabel(Digest, "config", """{"a": 1}""");
    }

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData("prod")]
    [InlineData("sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Labels_of_a_tag_or_a_digest_are_listed(string tagOrDigest)
    {
        ToolRun run = await _quay.RunAsync("labels", "acme/app", tagOrDigest);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["KEY         VALUE        SOURCE", "maintainer  Team \"A\", B  manifest", "config      {\"a\": 1}     manifest"], run.Lines);
        Assert.Equal([$"2 labels of {Digest}."], run.ErrorLines);
    }

    [Fact]
    public async Task Csv_quotes_values()
    {
        string[] lines = (await _quay.RunAsync("labels", "acme/app", "prod", "--csv")).Output.Split("\r\n");

        Assert.Equal("id,key,value,source_type,media_type", lines[0]);
        Assert.EndsWith(",maintainer,\"Team \"\"A\"\", B\",manifest,text/plain", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",config,\"{\"\"a\"\": 1}\",manifest,application/json", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_one_object_per_label()
    {
        JsonNode?[] labels = (await _quay.RunAsync("labels", "acme/app", "prod", "--json")).JsonLines;

        Assert.Equal(["maintainer", "config"], labels.Select(label => (string?)label!["key"]));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    public async Task Unknown_tag_or_digest_is_a_failure(string tagOrDigest) =>
        (await _quay.RunAsync("labels", "acme/app", tagOrDigest)).AssertFailure(1);

    [Theory]
    [InlineData("labels")]
    [InlineData("labels", "acme/app")]
    [InlineData("labels", "acme/app", "a/b")]
    [InlineData("labels", "acme/app", "prod", "--json", "--csv")]
    public async Task Wrong_usage_sends_no_request(params string[] args)
    {
        Assert.Equal(2, (await _quay.RunAsync(args)).ExitCode);
        Assert.Empty(_quay.Quay.Requests);
    }
}
