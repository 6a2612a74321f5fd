using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>The recorded answers of <c>GET /api/v1/repository</c>, read through the client.</summary>
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
    public void The_recording_has_lists_of_all_kinds() => Assert.Superset(
        new HashSet<string>
        {
            "repos-list-namespace", "repos-list-starred", "default-repos-list", "repos-list-last_modified-popularity-public-anon",
        },
        Recorded.Select(row => row.Data).ToHashSet());

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Every_field_is_read_by_a_request_for_what_was_recorded(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay().Expect(TargetOf(exchange), RecordedQuay.ResponseOf(exchange));
        if (!exchange.Text.Contains("is_starred", StringComparison.Ordinal))
        {
            // Recorded without a live token, so the client asks whether its own is alive.
            quay.Expect(Stars, "repos-list-starred");
        }

        using QuayClient client = quay.CreateClient();

        List<RepositoryListItem> rows = await client.Repositories.List(QueryOf(exchange)).ToListAsync();

        JsonNode expected = JsonNode.Parse(exchange.Text)!["repositories"]!;
        foreach (JsonObject row in expected.AsArray().OfType<JsonObject>())
        {
            // The model leaves out the quota; null and absent are one to it.
            row.Remove("quota_report");
            if (row["last_modified"] is null)
            {
                row.Remove("last_modified");
            }
        }

        JsonNode? read = JsonSerializer.SerializeToNode(rows);
        Assert.True(JsonNode.DeepEquals(expected, read), $"{expected.ToJsonString()}\nwas read as\n{read?.ToJsonString()}");
    }

    [Fact]
    public async Task The_last_change_is_in_unix_seconds_and_null_without_tags()
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(
                "/api/v1/repository?namespace=rqorg&public=true&last_modified=true&popularity=true",
                "repos-list-last_modified-popularity-public-anon")
            .Expect(Stars, "repos-list-starred");
        using QuayClient client = quay.CreateClient();

        RepositoryQuery query =
            RepositoryQuery.InNamespace("rqorg", includePublic: true) with { WithLastModified = true, WithPopularity = true };
        List<RepositoryListItem> rows = await client.Repositories.List(query).ToListAsync();

        Assert.Equal([DateTimeOffset.FromUnixTimeSeconds(1795436671), null], rows.Select(row => row.LastModified));
        Assert.Equal([0.0, 0.0], rows.Select(row => row.Popularity));
        Assert.All(rows, row => Assert.Null(row.IsStarred));
        Assert.Equal("rqorg/public", rows[0].ToString());
    }

    [Fact]
    public async Task The_pages_are_followed_by_their_tokens()
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
        Assert.Equal(230, pages.SelectMany(page => page.Items).Select(row => row.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("repos-list-page1", "page 3 repeats earlier items")]
    [InlineData("repos-list-page2", "page 3 names itself as the next page")]
    public async Task Rows_that_were_read_before_are_an_error_and_not_given_again(string third, string words)
    {
        await using RecordedQuay quay = new RecordedQuay()
            .Expect(Pages, "repos-list-page1")
            .Expect(RecordedExchange.Load("repos-list-page2").Target, "repos-list-page2")
            .Expect(RecordedExchange.Load("repos-list-page3").Target, third);
        using QuayClient client = quay.CreateClient();

        var read = new List<string>();
        var error = await Assert.ThrowsAsync<QuayResponseException>(async () =>
        {
            await foreach (RepositoryListItem row in client.Repositories.List(RepositoryQuery.InNamespace("rqmany")))
            {
                read.Add(row.Name);
            }
        });

        Assert.Equal(200, read.Distinct().Count());
        Assert.Equal(200, read.Count);
        Assert.Contains("The list of the repositories of rqmany: " + words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("repos-list-namespace-missing")]
    [InlineData("repos-list-namespace-public-anonymous")]
    public async Task Recorded_repository_list_with_a_dead_token_throws(string name)
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
    public async Task Nobody_has_starred_anything_without_a_live_token()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(Stars, "repos-list-starred-anonymous");
        using QuayClient client = quay.CreateClient();

        var error = await Assert.ThrowsAsync<QuayAuthenticationException>(
            async () => await client.Repositories.List(RepositoryQuery.Starred).CountAsync());

        Assert.Equal(HttpStatusCode.BadRequest, Assert.IsType<QuayException>(error.InnerException).StatusCode);
    }

    private static RepositoryQuery QueryOf(RecordedExchange exchange)
    {
        IReadOnlyDictionary<string, string> asked = exchange.Query;
        RepositoryQuery query = asked.ContainsKey("starred") ? RepositoryQuery.Starred
            : asked.TryGetValue("namespace", out string? owner) ? RepositoryQuery.InNamespace(owner, asked.ContainsKey("public"))
            : RepositoryQuery.Public;
        return query with { WithLastModified = asked.ContainsKey("last_modified"), WithPopularity = asked.ContainsKey("popularity") };
    }

    /// <summary>The recorded parameters, in the order in which the client sends them.</summary>
    private static string TargetOf(RecordedExchange exchange) => exchange.RequestPath + "?" + string.Join(
        '&',
        Parameters
            .Where(exchange.Query.ContainsKey)
            .Select(name => $"{name}={exchange.Query[name]}"));
}
