using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>Verifies the recorded exchanges about manifests and their pull statistics.</summary>
public class ManifestContractTests
{
    [Fact]
    public async Task Recorded_manifest_is_read_completely()
    {
        RecordedExchange exchange = RecordedExchange.Load("manifest-get-oci");
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, "manifest-get-oci");
        using QuayClient client = quay.CreateClient();

        Manifest manifest = await client.Manifests.GetAsync("rqorg/scratch", DigestOf(exchange));

        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(exchange.Text), JsonSerializer.SerializeToNode(manifest)),
            $"{exchange.Text} was read as {manifest}");
        Assert.Equal((DigestOf(exchange), 1620), (manifest.Digest, manifest.LayersCompressedSize));
        Assert.Equal(469, manifest.ReadData()!.Value.GetProperty("config").GetProperty("size").GetInt32());
        ManifestLayer layer = manifest.Layers![1];
        Assert.Equal(["/bin/sh -c #(nop) layer 1"], layer.Command);
        Assert.Equal((1, 702, "rq"), (layer.Index, layer.CompressedSize, layer.Author));
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 10, 0, 0, TimeSpan.Zero), layer.Created);
    }

    [Theory]
    [InlineData("manifest-get-dead", "rqorg/scratch2")]
    [InlineData("manifest-get-missing", "rqorg/scratch")]
    public async Task Manifest_without_a_live_tag_throws_QuayNotFoundException(string name, string repository)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, name);
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayNotFoundException>(() => client.Manifests.GetAsync(repository, DigestOf(exchange)));

        Assert.Equal("not_found", error.ErrorType);
    }

    [Fact]
    public async Task Malformed_digest_is_rejected_before_a_request()
    {
        RecordedExchange exchange = RecordedExchange.Load("manifest-get-malformed-digest");
        await using var quay = new RecordedQuay();
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<ArgumentException>("digest", () => client.Manifests.GetAsync("rqorg/scratch", DigestOf(exchange)));
    }

    [Theory]
    [InlineData("pullstats-manifest", 57, "2026-11-21T01:02:03Z")]
    [InlineData("pullstats-manifest-none", 0, null)]
    public async Task Recorded_pull_statistics_of_a_manifest_are_read(string name, long count, string? last)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, name);
        using QuayClient client = quay.CreateClient();

        ManifestPullStatistics pulls = await client.Manifests.GetPullStatisticsAsync("rqorg/scratch", DigestOf(exchange));

        Assert.Equal((DigestOf(exchange), count), (pulls.ManifestDigest, pulls.PullCount));
        Assert.Equal(last is null ? null : DateTimeOffset.Parse(last, null), pulls.LastPull);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(exchange.Text), JsonSerializer.SerializeToNode(pulls)));
    }

    internal static string DigestOf(RecordedExchange exchange) => exchange.RequestPath.Split("/manifest/")[^1].Split('/')[0];
}
