using System.Text.Json.Nodes;
using Quay.Client.Testing;

namespace QuayTags.Tests;

public class ShowTests
{
    private const string Busybox = """
        {
            "namespace": "quayadmin", "name": "busybox", "kind": "image", "description": null, "is_public": false, "is_organization": false,
            "is_starred": false, "status_token": "d8f5e074-690a-46d7-83c8-8d4e3d3d0715", "trust_enabled": false,
            "tag_expiration_s": 1209600, "is_free_account": true, "state": "NORMAL", "can_write": true, "can_admin": true,
            "tags": {
                "test-two": {
                    "name": "test-two", "size": 2275314, "last_modified": "Tue, 18 Jun 2024 18:59:13 -0000",
                    "manifest_digest": "sha256:57583a1b9c0a7509d3417387b4f43acf80d08cdcf5266ac87987be3f8f919d5d"
                },
                "sample_tag": {
                    "name": "sample_tag", "size": 2275314, "last_modified": "Tue, 18 Jun 2024 18:42:27 -0000",
                    "manifest_digest": "sha256:57583a1b9c0a7509d3417387b4f43acf80d08cdcf5266ac87987be3f8f919d5d"
                },
                "tag-test": {
                    "name": "tag-test", "size": 2275314, "last_modified": "Thu, 06 Jun 2024 13:26:18 -0000",
                    "manifest_digest": "sha256:57583a1b9c0a7509d3417387b4f43acf80d08cdcf5266ac87987be3f8f919d5d"
                },
                "example": {
                    "name": "example", "size": 2275314, "last_modified": "Tue, 14 May 2024 14:48:51 -0000",
                    "manifest_digest": "sha256:57583a1b9c0a7509d3417387b4f43acf80d08cdcf5266ac87987be3f8f919d5d"
                }
            }
        }
        """;

    [Fact]
    public async Task Json_is_one_line_with_the_JSON_of_Quay()
    {
        ToolRun run = await ToolRun.RunAsync("show", "--json");

        Assert.Equal(0, run.ExitCode);
        Recording.AssertSame([JsonNode.Parse(Busybox)!], run.JsonLines);
        Assert.Single(run.ErrorLines);
    }

    [Fact]
    public async Task Show_prints_the_properties_and_the_tags()
    {
        ToolRun run = await ToolRun.RunAsync("show");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "Repository    quayadmin/busybox",
                "Kind          image",
                "Visibility    private",
                "Owner         user",
                "State         NORMAL",
                "Time machine  14 days",
                "Access        read, write, administer",
                "Tags          4",
                "TAG         MODIFIED (UTC)       EXPIRES (UTC)  DIGEST           SIZE",
                "test-two    2024-06-18 18:59:13  never          57583a1b9c0a  2.2 MiB",
                "sample_tag  2024-06-18 18:42:27  never          57583a1b9c0a  2.2 MiB",
                "tag-test    2024-06-06 13:26:18  never          57583a1b9c0a  2.2 MiB",
                "example     2024-05-14 14:48:51  never          57583a1b9c0a  2.2 MiB",
            ],
            run.Lines.Select(line => line.TrimEnd()));
    }

    [Fact]
    public async Task Sample_repository_has_the_live_tags_of_its_history()
    {
        ToolRun run = await ToolRun.RunAsync("show", "rqorg/hist2500", "--json");

        JsonNode repository = Assert.Single(run.JsonLines)!;
        ToolRun active = await ToolRun.RunAsync("history", "rqorg/hist2500", "--active", "--json");
        Assert.Equal("hist2500", repository["name"]!.GetValue<string>());
        Assert.Equal(
            active.JsonLines.Select(row => (
                row!["name"]!.GetValue<string>(),
                row["manifest_digest"]!.GetValue<string>(),
                row["expiration"]?.GetValue<string>())),
            repository["tags"]!
                .AsObject()
                .Select(tag => (tag.Key, tag.Value!["manifest_digest"]!.GetValue<string>(), tag.Value["expiration"]?.GetValue<string>())));
    }

    [Fact]
    public async Task Show_sends_the_documented_request()
    {
        FakeQuay quay = TestQuay.WithEntries();
        quay.AddRepository("acme/team/app", isPublic: true);
        await using FakeQuayServer server = FakeQuayServer.Start(quay);

        ToolRun run = await ToolRun.RunAsync("show", "acme/team/app", "--url", $"{server.Endpoint}");

        Assert.Equal(0, run.ExitCode);
        quay.Requests.AssertRequests("GET /api/v1/repository/acme/team/app?includeTags=true");
    }

    [Theory]
    [InlineData(499, false)]
    [InlineData(500, true)]
    public async Task Note_warns_of_missing_tags_if_Quay_returns_its_maximum(int tags, bool warns)
    {
        FakeQuay quay = TestQuay.WithEntries();
        FakeRepository repository = quay.FindRepository(TestQuay.Repository)!;
        for (int i = 0; i < tags; i++)
        {
            repository.Push($"v{i}");
        }

        await using FakeQuayServer server = FakeQuayServer.Start(quay);

        ToolRun table = await ToolRun.RunAsync("show", "--url", $"{server.Endpoint}");
        ToolRun json = await ToolRun.RunAsync("show", "--url", $"{server.Endpoint}", "--json");

        Assert.Equal(warns, table.Error.Contains("some may be missing", StringComparison.Ordinal));
        Assert.Equal(warns, json.Error.Contains("some may be missing", StringComparison.Ordinal));
        Assert.Equal(tags, Assert.Single(json.JsonLines)!["tags"]!.AsObject().Count);
    }
}
