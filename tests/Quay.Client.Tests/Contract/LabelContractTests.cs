using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Testing;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>Verifies the recorded exchanges about labels.</summary>
public class LabelContractTests
{
    private const string Repository = "rqorg/labels";

    [Fact]
    public async Task Recorded_labels_are_read_completely()
    {
        RecordedExchange exchange = RecordedExchange.Load("labels-list");
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, "labels-list");
        using QuayClient client = quay.CreateClient();

        IReadOnlyList<ManifestLabel> labels = await client.Manifests.GetLabelsAsync(Repository, ManifestContractTests.DigestOf(exchange));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(exchange.Text)!["labels"], JsonSerializer.SerializeToNode(labels)));
        Assert.Equal(["maintainer", "com.example.json"], labels.Select(label => label.Key));
    }

    [Fact]
    public async Task Label_key_prefix_is_sent_and_applied_again_by_the_client()
    {
        RecordedExchange exchange = RecordedExchange.Load("labels-list-filter");
        string digest = ManifestContractTests.DigestOf(exchange);

        // The second response is that of a server that ignores the filter.
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(exchange.Target, "labels-list-filter")
            .Expect(exchange.Target, "labels-list");
        using QuayClient client = quay.CreateClient();

        Assert.Equal(["maintainer"], (await client.Manifests.GetLabelsAsync(Repository, digest, "main")).Select(label => label.Key));
        Assert.Equal(["maintainer"], (await client.Manifests.GetLabelsAsync(Repository, digest, "main")).Select(label => label.Key));
    }

    [Theory]
    [InlineData("labels-add-json", "rq.json", "{\"a\":1}")]
    [InlineData("labels-add-bad-json-value", "rq.j2", "not json")]
    public async Task Label_is_added_with_the_recorded_body(string name, string key, string value)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = AddingTo(exchange, key);
        using QuayClient client = quay.CreateClient();

        ManifestLabel label = await client.Manifests.AddLabelAsync(
            Repository, ManifestContractTests.DigestOf(exchange), key, value, "application/json");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(exchange.Text)!["label"], JsonSerializer.SerializeToNode(label)));
        AssertSent(exchange, quay);
    }

    [Fact]
    public async Task Reserved_label_key_is_rejected_by_Quay()
    {
        RecordedExchange exchange = RecordedExchange.Load("labels-add-expires-after");
        await using RecordedQuay quay = AddingTo(exchange, "quay.expires-after");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayException>(
            () => client.Manifests.AddLabelAsync(Repository, ManifestContractTests.DigestOf(exchange), "quay.expires-after", "1h"));

        Assert.Equal("Label has a reserved prefix", error.Detail);
        AssertSent(exchange, quay);
    }

    [Fact]
    public async Task Rejected_expires_after_label_sets_no_expiration_of_the_tag()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect("/api/v1/repository/rqorg/labels/tag/?limit=100", "labels-add-expires-after-list-after");
        using QuayClient client = quay.CreateClient();

        TagHistoryEntry entry = await client.Tags.GetHistory(Repository).SingleAsync();

        Assert.Null(entry.End);
    }

    [Fact]
    public async Task Label_without_a_media_type_is_sent_with_a_null_media_type()
    {
        RecordedExchange exchange = RecordedExchange.Load("labels-add-missing-media-type");
        await using RecordedQuay quay = AddingTo(exchange, "rq.test");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayException>(
            () => client.Manifests.AddLabelAsync(Repository, ManifestContractTests.DigestOf(exchange), "rq.test", "1"));

        Assert.StartsWith("'media_type' is a required property", error.Detail, StringComparison.Ordinal);
        JsonObject sent = JsonNode.Parse(exchange.RequestBody)!.AsObject();
        Assert.False(sent.ContainsKey("media_type"));
        sent["media_type"] = null;
        Assert.True(JsonNode.DeepEquals(sent, JsonNode.Parse(quay.Fake.Requests[1].Request.Body.Span)));
    }

    [Fact]
    public async Task Missing_label_throws_QuayNotFoundException()
    {
        RecordedExchange exchange = RecordedExchange.Load("labels-get-missing");
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, "labels-get-missing");
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayNotFoundException>(
            () => client.Manifests.GetLabelAsync(Repository, ManifestContractTests.DigestOf(exchange), IdOf(exchange)));
    }

    [Fact]
    public async Task Second_deletion_of_a_label_throws_QuayNotFoundException()
    {
        RecordedExchange exchange = RecordedExchange.Load("labels-delete-again");
        await using RecordedQuay quay = new RecordedQuay().Expect($"DELETE {exchange.Target}", "labels-delete-again");
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayNotFoundException>(
            () => client.Manifests.DeleteLabelAsync(Repository, ManifestContractTests.DigestOf(exchange), IdOf(exchange)));
    }

    [Fact]
    public async Task Deletion_of_a_label_of_the_image_throws_QuayException()
    {
        RecordedExchange exchange = RecordedExchange.Load("labels-delete-manifest-owned");
        await using RecordedQuay quay = new RecordedQuay().Expect($"DELETE {exchange.Target}", "labels-delete-manifest-owned");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayException>(
            () => client.Manifests.DeleteLabelAsync(Repository, ManifestContractTests.DigestOf(exchange), IdOf(exchange)));

        Assert.Equal("Cannot delete immutable label", error.Detail);
    }

    /// <summary>Creates a server that returns no labels, and a recorded response to an added label.</summary>
    private static RecordedQuay AddingTo(RecordedExchange exchange, string key) => new RecordedQuay()
        .Expect($"{exchange.Target}?filter={key}", FakeResponse.Json("""{"labels": []}"""))
        .Expect($"POST {exchange.Target}", exchange.Name);

    private static void AssertSent(RecordedExchange exchange, RecordedQuay quay) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(exchange.RequestBody), JsonNode.Parse(quay.Fake.Requests[1].Request.Body.Span)),
        $"{Encoding.UTF8.GetString(exchange.RequestBody)} was sent as {Encoding.UTF8.GetString(quay.Fake.Requests[1].Request.Body.Span)}");

    private static string IdOf(RecordedExchange exchange) => exchange.RequestPath.Split('/')[^1];
}
