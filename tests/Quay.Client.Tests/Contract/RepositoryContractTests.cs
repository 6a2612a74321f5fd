using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>Verifies every recorded successful response of <c>GET /api/v1/repository/{repository}</c>.</summary>
public class RepositoryContractTests
{
    public static TheoryData<string> Recorded =>
        [.. RecordedExchange.All().Where(IsRepository).Where(exchange => exchange.Status == 200).Select(exchange => exchange.Name)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Recorded_repository_is_read_completely_with_the_recorded_request(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay().Expect(exchange.Target, RecordedQuay.ResponseOf(exchange));
        using QuayClient client = quay.CreateClient();

        string path = exchange.RequestPath["/api/v1/repository/".Length..];
        bool? includeTags = Parameter(exchange, "includeTags");
        Repository repository = await client.Repositories.GetAsync(path, includeTags, Parameter(exchange, "includeStats"));

        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(exchange.Text), JsonSerializer.SerializeToNode(repository)),
            $"{exchange.Text} was read as {repository}");
    }

    [Fact]
    public async Task TagsMayBeCut_is_true_for_a_recorded_repository_with_500_tags()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect("/api/v1/repository/rqorg/live600", "repo-get-live600-capped-at-500");
        using QuayClient client = quay.CreateClient();
        Repository repository = await client.Repositories.GetAsync("rqorg/live600");
        Assert.Equal(500, repository.Tags!.Count);
        Assert.True(repository.TagsMayBeCut);
    }

    internal static bool IsRepository(RecordedExchange exchange) =>
        exchange.Method == "GET"
        && exchange.RequestPath.Split('/') is ["", "api", "v1", "repository", { Length: > 0 }, { Length: > 0 }];

    private static bool? Parameter(RecordedExchange exchange, string name) =>
        exchange.Query.TryGetValue(name, out string? value) ? bool.Parse(value) : null;
}
