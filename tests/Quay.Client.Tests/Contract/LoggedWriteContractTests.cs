using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Testing;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>Verifies the recorded writes that the recorded usage log lists, except those to tags and policies.</summary>
public class LoggedWriteContractTests
{
    private const string Repository = "rqorg/tlogs";
    private const string ReadTarget = "/api/v1/repository/rqorg/tlogs?includeTags=false";

    [Fact]
    public Task Logged_creation_is_sent_with_the_recorded_request() => AssertSentAsync(
        "logs-setup-create-repo",
        client => client.Repositories.CreateAsync(Repository, RepositoryVisibility.Private, "d"),
        quay => quay.Expect(ReadTarget, "missing-repo-get"));

    [Fact]
    public Task Logged_description_change_is_sent_with_the_recorded_request() => AssertSentAsync(
        "logs-setup-15-put",
        client => client.Repositories.UpdateDescriptionAsync(Repository, "new"),
        quay => quay.Expect(ReadTarget, "repo-get-includeTags-false"));

    [Theory]
    [InlineData("logs-setup-16-post", RepositoryVisibility.Public)]
    [InlineData("logs-setup-17-post", RepositoryVisibility.Private)]
    public Task Logged_visibility_change_is_sent_with_the_recorded_request(string name, RepositoryVisibility visibility) =>
        AssertSentAsync(name, client => client.Repositories.ChangeVisibilityAsync(Repository, visibility));

    [Theory]
    [InlineData("logs-setup-18-put", RepositoryState.ReadOnly)]
    [InlineData("logs-setup-19-put", RepositoryState.Normal)]
    public Task Logged_state_change_is_sent_with_the_recorded_request(string name, RepositoryState state) =>
        AssertSentAsync(name, client => client.Repositories.ChangeStateAsync(Repository, state));

    [Fact]
    public Task Logged_label_is_sent_with_the_recorded_request_and_read_completely()
    {
        RecordedExchange exchange = RecordedExchange.Load("logs-setup-20-post");
        return AssertSentAsync(
            exchange.Name,
            async client =>
            {
                ManifestLabel label = await client.Manifests.AddLabelAsync(
                    Repository, ManifestContractTests.DigestOf(exchange), "k.a", "v", "text/plain");
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(exchange.Body)!["label"], JsonSerializer.SerializeToNode(label)));
            },
            quay => quay.Expect(exchange.Target + "?filter=k.a", FakeResponse.Json("""{"labels": []}""")));
    }

    private static async Task AssertSentAsync(string name, Func<QuayClient, Task> write, Func<RecordedQuay, RecordedQuay>? readFirst = null)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        RecordedQuay read = new();
        await using RecordedQuay quay = (readFirst?.Invoke(read) ?? read).Expect($"{exchange.Method} {exchange.Target}", name);
        using QuayClient client = quay.CreateClient();

        await write(client);

        FakeRequest sent = Assert.Single(quay.Fake.Requests, received => received.Request.Method == exchange.Method).Request;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(exchange.RequestBody), JsonNode.Parse(sent.Body.Span)), sent.ToString());
    }
}
