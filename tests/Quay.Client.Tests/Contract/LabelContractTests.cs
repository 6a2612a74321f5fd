using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Testing;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>What was recorded of labels, by the very requests that were recorded.</summary>
public class LabelContractTests
{
    private const string Repository = "rqorg/labels";

    [Fact]
    public async Task Labels_are_read_with_every_field()
    {
        RecordedExchange exchange = RecordedExchange.Load("labels-list");
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, "labels-list");
        using QuayClient client = quay.CreateClient();

        IReadOnlyList<ManifestLabel> labels = await client.Manifests.GetLabelsAsync(Repository, ManifestContractTests.DigestOf(exchange));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(exchange.Text)!["labels"], JsonSerializer.SerializeToNode(labels)));
        Assert.Equal(["maintainer", "com.example.json"], labels.Select(label => label.Key));
    }

    [Fact]
    public async Task A_prefix_is_sent_and_what_comes_of_it_looked_at_again()
    {
        RecordedExchange exchange = RecordedExchange.Load("labels-list-filter");
        string digest = ManifestContractTests.DigestOf(exchange);

        // The second answer is of a Quay that does not know the filter.
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
    public async Task A_label_is_added_by_the_body_that_was_recorded(string name, string key, string value)
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
    public async Task A_key_that_works_on_tags_is_refused_by_Quay_as_reserved()
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
    public async Task So_the_tags_have_no_expiration_of_it()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect("/api/v1/repository/rqorg/labels/tag/?limit=100", "labels-add-expires-after-list-after");
        using QuayClient client = quay.CreateClient();

        TagHistoryEntry row = await client.Tags.GetHistory(Repository).SingleAsync();

        Assert.Null(row.End);
    }

    [Fact]
    public async Task The_media_type_is_sent_even_when_there_is_none_for_Quay_refuses_a_label_without()
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
    public async Task A_label_that_is_not_there_is_not_found()
    {
        RecordedExchange exchange = RecordedExchange.Load("labels-get-missing");
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, "labels-get-missing");
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayNotFoundException>(
            () => client.Manifests.GetLabelAsync(Repository, ManifestContractTests.DigestOf(exchange), IdOf(exchange)));
    }

    [Fact]
    public async Task A_label_that_was_deleted_cannot_be_deleted_again()
    {
        RecordedExchange exchange = RecordedExchange.Load("labels-delete-again");
        await using RecordedQuay quay = new RecordedQuay().Expect($"DELETE {exchange.Target}", "labels-delete-again");
        using QuayClient client = quay.CreateClient();

        await Assert.ThrowsAsync<QuayNotFoundException>(
            () => client.Manifests.DeleteLabelAsync(Repository, ManifestContractTests.DigestOf(exchange), IdOf(exchange)));
    }

    [Fact]
    public async Task A_label_of_the_image_itself_cannot_be_deleted()
    {
        RecordedExchange exchange = RecordedExchange.Load("labels-delete-manifest-owned");
        await using RecordedQuay quay = new RecordedQuay().Expect($"DELETE {exchange.Target}", "labels-delete-manifest-owned");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayException>(
            () => client.Manifests.DeleteLabelAsync(Repository, ManifestContractTests.DigestOf(exchange), IdOf(exchange)));

        Assert.Equal("Cannot delete immutable label", error.Detail);
    }

    /// <summary>A Quay that is asked for the labels there are, which are none, and then to add one.</summary>
    private static RecordedQuay AddingTo(RecordedExchange exchange, string key) => new RecordedQuay()
        .Expect($"{exchange.Target}?filter={key}", FakeAnswer.Json("""{"labels": []}"""))
        .Expect($"POST {exchange.Target}", exchange.Name);

    private static void AssertSent(RecordedExchange exchange, RecordedQuay quay) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(exchange.RequestBody), JsonNode.Parse(quay.Fake.Requests[1].Request.Body.Span)),
        $"{Encoding.UTF8.GetString(exchange.RequestBody)} was sent as {Encoding.UTF8.GetString(quay.Fake.Requests[1].Request.Body.Span)}");

    private static string IdOf(RecordedExchange exchange) => exchange.RequestPath.Split('/')[^1];
}
