using System.Net;
using System.Text.Json.Nodes;
using QuayTags.Stub;
using WireMock.Server;

namespace QuayTags.Tests;

/// <summary>The embedded Quay answers as Quay does.</summary>
public sealed class StubTests : IDisposable
{
    private readonly WireMockServer _quay = QuayStub.Start(Sample.Surroundings().ClientOptions.TimeProvider);
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _quay.Dispose();
    }

    [Fact]
    public void It_listens_on_the_loopback_address_alone() => Assert.Equal("127.0.0.1", new Uri(Assert.Single(_quay.Urls)).Host);

    [Theory]
    [InlineData("", 50, 1, true)]
    [InlineData("?limit=100&page=25", 100, 25, false)]
    [InlineData("?limit=100&page=26", 0, 26, false)]
    [InlineData("?limit=1000", 100, 1, true)]
    [InlineData("?limit=0", 1, 1, true)]
    [InlineData("?limit=99&page=26", 25, 26, false)]
    [InlineData("?page=0", 50, 1, true)]
    public async Task Pages_are_quays(string query, int rows, int page, bool hasAdditional)
    {
        (HttpStatusCode status, JsonNode answer) = await GetAsync("rqorg/hist2500/tag/" + query);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(rows, answer["tags"]!.AsArray().Count);
        Assert.Equal(page, answer["page"]!.GetValue<int>());
        Assert.Equal(hasAdditional, answer["has_additional"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Its_page_is_the_recorded_one()
    {
        (_, JsonNode answer) = await GetAsync("rqorg/hist2500/tag/?limit=100&page=3");

        Recording.AssertSame(Recording.HistoryRows.Skip(200).Take(100), answer["tags"]!.AsArray());
    }

    [Theory]
    [InlineData("acme/app")]
    [InlineData("acme/app/tag/")]
    [InlineData("quayadmin/busybox/tag")]
    public async Task Anything_else_is_quays_404(string path)
    {
        (HttpStatusCode status, JsonNode answer) = await GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Recording.AssertSame(
            [
                new JsonObject
                {
                    ["detail"] = "Not Found",
                    ["error_message"] = "Not Found",
                    ["error_type"] = "not_found",
                    ["title"] = "not_found",
                    ["type"] = $"{_quay.Url}/api/v1/error/not_found",
                    ["status"] = 404,
                },
            ],
            [answer]);
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> GetAsync(string path)
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri($"{_quay.Url}/api/v1/repository/{path}"), TestContext.Current.CancellationToken);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }
}
