using System.Text.Json.Nodes;
using WireMock.Server;

namespace QuayTags.Tests;

public class ShowTests
{
    [Fact]
    public async Task Json_is_one_line_of_quays_own_json()
    {
        Sample run = await Sample.RunAsync("show", "--json");

        Assert.Equal(0, run.ExitCode);
        Recording.AssertSame([Recording.Busybox], run.Rows);
        Assert.Single(run.ErrorLines);
    }

    [Fact]
    public async Task People_get_the_facts_and_the_tags()
    {
        Sample run = await Sample.RunAsync("show");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "Repository    quayadmin/busybox",
                "Kind          image",
                "Visibility    private",
                "Owner         user",
                "State         NORMAL",
                "Time machine  14 days",
                "You may       read, write, administer",
                "Tags          2",
                "TAG      MODIFIED (UTC)       EXPIRES (UTC)  DIGEST           SIZE",
                "example  2024-05-14 14:48:51  never          57583a1b9c0a  2.2 MiB",
                "test     2024-05-14 14:04:48  never          57583a1b9c0a  2.2 MiB",
            ],
            run.Lines.Select(line => line.TrimEnd()));
    }

    [Fact]
    public async Task The_embedded_history_has_a_repository_with_its_live_tags()
    {
        Sample run = await Sample.RunAsync("show", "rqorg/hist2500", "--json");

        JsonNode repository = Assert.Single(run.Rows)!;
        Sample active = await Sample.RunAsync("history", "rqorg/hist2500", "--active", "--json");
        Assert.Equal("hist2500", repository["name"]!.GetValue<string>());
        Assert.Equal(
            active.Rows.Select(row => (row!["name"]!.GetValue<string>(), row["manifest_digest"]!.GetValue<string>(), row["expiration"]?.GetValue<string>())),
            repository["tags"]!.AsObject().Select(tag => (tag.Key, tag.Value!["manifest_digest"]!.GetValue<string>(), tag.Value["expiration"]?.GetValue<string>())));
    }

    [Fact]
    public async Task The_documented_call_is_made()
    {
        using WireMockServer quay = TestQuay.Answering(200, Recording.Busybox.ToJsonString());

        await Sample.RunAsync("show", "acme/team/app", "--url", quay.Url!);

        Assert.Equal("/api/v1/repository/acme/team/app?includeTags=true", Assert.Single(quay.Asked()));
    }

    [Theory]
    [InlineData(499, false)]
    [InlineData(500, true)]
    public async Task A_tag_map_that_may_be_cut_is_said_to_be(int tags, bool said)
    {
        JsonNode repository = Recording.Busybox.DeepClone();
        repository["tags"] = new JsonObject(Enumerable.Range(0, tags).Select(i => KeyValuePair.Create($"v{i}", (JsonNode?)new JsonObject { ["name"] = $"v{i}", ["size"] = i })));
        using WireMockServer quay = TestQuay.Answering(200, repository.ToJsonString());

        Sample table = await Sample.RunAsync("show", "--url", quay.Url!);
        Sample json = await Sample.RunAsync("show", "--url", quay.Url!, "--json");

        Assert.Equal(said, table.Error.Contains("some may be missing", StringComparison.Ordinal));
        Assert.Equal(said, json.Error.Contains("some may be missing", StringComparison.Ordinal));
        Recording.AssertSame([repository], json.Rows);
    }
}
