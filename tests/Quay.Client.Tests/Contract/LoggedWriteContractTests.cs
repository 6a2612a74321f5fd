using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Testing;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>The recorded writes of the repository whose usage log was recorded, except those of its tags and policies.</summary>
public class LoggedWriteContractTests
{
    private const string Repository = "rqorg/tlogs";
    private const string Look = "/api/v1/repository/rqorg/tlogs?includeTags=false";

    [Fact]
    public Task The_repository_is_created_by_the_recorded_request() => AssertSentAsync(
        "logs-setup-create-repo",
        client => client.Repositories.CreateAsync(Repository, RepositoryVisibility.Private, "d"),
        quay => quay.Expect(Look, "missing-repo-get"));

    [Fact]
    public Task The_description_is_changed_by_the_recorded_request() => AssertSentAsync(
        "logs-setup-15-put",
        client => client.Repositories.UpdateDescriptionAsync(Repository, "new"),
        quay => quay.Expect(Look, "repo-get-includeTags-false"));

    [Theory]
    [InlineData("logs-setup-16-post", RepositoryVisibility.Public)]
    [InlineData("logs-setup-17-post", RepositoryVisibility.Private)]
    public Task The_visibility_is_changed_by_the_recorded_request(string name, RepositoryVisibility visibility) =>
        AssertSentAsync(name, client => client.Repositories.ChangeVisibilityAsync(Repository, visibility));

    [Theory]
    [InlineData("logs-setup-18-put", RepositoryState.ReadOnly)]
    [InlineData("logs-setup-19-put", RepositoryState.Normal)]
    public Task The_state_is_changed_by_the_recorded_request(string name, RepositoryState state) =>
        AssertSentAsync(name, client => client.Repositories.ChangeStateAsync(Repository, state));

    [Fact]
    public Task The_label_is_added_by_the_recorded_request_and_read_whole()
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
            quay => quay.Expect(exchange.Target + "?filter=k.a", FakeAnswer.Json("""{"labels": []}""")));
    }

    private static async Task AssertSentAsync(string name, Func<QuayClient, Task> write, Func<RecordedQuay, RecordedQuay>? readFirst = null)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        RecordedQuay read = new();
        await using RecordedQuay quay = (readFirst?.Invoke(read) ?? read).Expect($"{exchange.Method} {exchange.Target}", name);
        using QuayClient client = quay.CreateClient();

        await write(client);

        FakeRequest sent = Assert.Single(quay.Fake.Requests, made => made.Request.Method == exchange.Method).Request;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(exchange.RequestBody), JsonNode.Parse(sent.Body.Span)), sent.ToString());
    }
}
