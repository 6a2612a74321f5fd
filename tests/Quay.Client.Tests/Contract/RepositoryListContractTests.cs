using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>Verifies the recorded responses of <c>GET /api/v1/repository</c>.</summary>
public class RepositoryListContractTests
{
    private const string Pages = "/api/v1/repository?namespace=rqmany";
    private const string Stars = "/api/v1/repository?starred=true";

    private static readonly string[] Parameters = ["namespace", "public", "starred", "last_modified", "popularity"];

    public static TheoryData<string> Recorded =>
    [
        .. RecordedExchange.All()
            .Where(exchange => exchange is { Method: "GET", Status: 200, RequestPath: "/api/v1/repository" })
            .Where(exchange => !exchange.Query.ContainsKey("next_page"))
            .Where(exchange => !exchange.Text.Contains("next_page", StringComparison.Ordinal))
            .Select(exchange => exchange.Name),
    ];

    [Fact]
    public void Recorded_repository_lists_include_all_kinds() => Assert.Superset(
        new HashSet<string>
        {
            "repos-list-namespace", "repos-list-starred", "default-repos-list", "repos-list-last_modified-popularity-public-anon",
        },
        Recorded.Select(item => item.Data).ToHashSet());

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Recorded_repository_list_is_read_completely(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay().Expect(TargetOf(exchange), RecordedQuay.ResponseOf(exchange));
        if (!exchange.Text.Contains("is_starred", StringComparison.Ordinal))
        {
            // The response does not show the user, so the client verifies its token.
            quay.Expect(Stars, "repos-list-starred");
        }

        using QuayClient client = quay.CreateClient();

        List<RepositoryListItem> items = await client.Repositories.List(QueryOf(exchange)).ToListAsync();

        JsonNode expected = JsonNode.Parse(exchange.Text)!["repositories"]!;
        foreach (JsonObject item in expected.AsArray().OfType<JsonObject>())
        {
            // The model omits the quota, and does not distinguish null from absent.
            item.Remove("quota_report");
            if (item["last_modified"] is null)
            {
                item.Remove("last_modified");
            }
        }

        JsonNode? read = JsonSerializer.SerializeToNode(items);
        Assert.True(JsonNode.DeepEquals(expected, read), $"{expected.ToJsonString()}\nwas read as\n{read?.ToJsonString()}");
    }

    [Fact]
    public async Task LastModified_of_a_listed_repository_is_read_from_Unix_seconds()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(
                "/api/v1/repository?namespace=rqorg&public=true&last_modified=true&popularity=true",
                "repos-list-last_modified-popularity-public-anon")
            .Expect(Stars, "repos-list-starred");
        using QuayClient client = quay.CreateClient();

        RepositoryQuery query =
            RepositoryQuery.InNamespace("rqorg", includePublic: true) with { WithLastModified = true, WithPopularity = true };
        List<RepositoryListItem> items = await client.Repositories.List(query).ToListAsync();

        Assert.Equal([DateTimeOffset.FromUnixTimeSeconds(1795436671), null], items.Select(item => item.LastModified));
        Assert.Equal([0.0, 0.0], items.Select(item => item.Popularity));
        Assert.All(items, item => Assert.Null(item.IsStarred));
        Assert.Equal("rqorg/public", items[0].ToString());
    }

    [Fact]
    public async Task Recorded_repository_list_is_read_to_the_end_with_its_page_tokens()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(Pages, "repos-list-page1")
            .Expect(RecordedExchange.Load("repos-list-page2").Target, "repos-list-page2")
            .Expect(RecordedExchange.Load("repos-list-page3").Target, "repos-list-page3");
        using QuayClient client = quay.CreateClient();

        QuayPageable<RepositoryListItem> list = client.Repositories.List(RepositoryQuery.InNamespace("rqmany"));
        List<QuayPage<RepositoryListItem>> pages = await list.AsPages().ToListAsync();

        Assert.Equal(
            [(1, 100, true), (2, 100, true), (3, 30, false)], pages.Select(page => (page.Number, page.Items.Count, page.HasAdditional)));
        Assert.Equal(230, pages.SelectMany(page => page.Items).Select(item => item.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("repos-list-page1", "page 3 repeats earlier items")]
    [InlineData("repos-list-page2", "page 3 names itself as the next page")]
    public async Task Repeated_page_of_a_repository_list_throws_and_is_not_returned(string third, string reason)
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(Pages, "repos-list-page1")
            .Expect(RecordedExchange.Load("repos-list-page2").Target, "repos-list-page2")
            .Expect(RecordedExchange.Load("repos-list-page3").Target, third);
        using QuayClient client = quay.CreateClient();

        var read = new List<string>();
        var error = await Assert.ThrowsAsync<QuayResponseException>(async () =>
        {
            await foreach (RepositoryListItem item in client.Repositories.List(RepositoryQuery.InNamespace("rqmany")))
            {
                read.Add(item.Name);
            }
        });

        Assert.Equal(200, read.Distinct().Count());
        Assert.Equal(200, read.Count);
        Assert.Contains("The list of the repositories of rqmany: " + reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("repos-list-namespace-missing")]
    [InlineData("repos-list-namespace-public-anonymous")]
    public async Task Recorded_repository_list_with_a_rejected_token_throws(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(TargetOf(exchange), RecordedQuay.ResponseOf(exchange))
            .Expect(Stars, "repos-list-starred-anonymous");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayAuthenticationException>(
            async () => await client.Repositories.List(QueryOf(exchange)).CountAsync());

        Assert.Contains(": the token is expired, revoked, mistyped or not an OAuth token.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_of_starred_repositories_with_a_rejected_token_throws()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(Stars, "repos-list-starred-anonymous");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayAuthenticationException>(
            async () => await client.Repositories.List(RepositoryQuery.Starred).CountAsync());

        Assert.Equal(HttpStatusCode.BadRequest, Assert.IsType<QuayException>(error.InnerException).StatusCode);
    }

    private static RepositoryQuery QueryOf(RecordedExchange exchange)
    {
        IReadOnlyDictionary<string, string> recorded = exchange.Query;
        RepositoryQuery query = recorded.ContainsKey("starred") ? RepositoryQuery.Starred
            : recorded.TryGetValue("namespace", out string? owner) ? RepositoryQuery.InNamespace(owner, recorded.ContainsKey("public"))
            : RepositoryQuery.Public;
        return query with { WithLastModified = recorded.ContainsKey("last_modified"), WithPopularity = recorded.ContainsKey("popularity") };
    }

    /// <summary>Gets the recorded target, with the parameters in the order of the client.</summary>
    private static string TargetOf(RecordedExchange exchange) => exchange.RequestPath + "?" + string.Join(
        '&',
        Parameters
            .Where(exchange.Query.ContainsKey)
            .Select(name => $"{name}={exchange.Query[name]}"));
}
