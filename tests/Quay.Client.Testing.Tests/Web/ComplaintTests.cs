using Quay.Client.Testing.Traffic;

namespace Quay.Client.Testing.Tests.Web;

/// <summary>What a fake has against requests that a client can hardly have meant.</summary>
public class ComplaintTests
{
    private readonly FakeQuay _quay = new();

    public ComplaintTests() => _quay.AddRepository("acme/app").Push("v1");

    [Theory]
    [InlineData("GET", "acme/app/tags", "GET /api/v1/repository/{repository}/tag/")]
    [InlineData("GET", "acme/app/tag", "GET /api/v1/repository/{repository}/tag/")]
    [InlineData("GET", "acme/app/tag//", "GET /api/v1/repository/{repository}/tag/")]
    [InlineData("POST", "acme/app/tag/v1/revert", "POST /api/v1/repository/{repository}/tag/{tag}/restore")]
    [InlineData("GET", "acme/app/tag/v1", "PUT /api/v1/repository/{repository}/tag/{tag}")]
    [InlineData("GET", "acme/app/", "GET /api/v1/repository/{repository}")]
    [InlineData("POST", "acme/app", "PUT /api/v1/repository/{repository}")]
    [InlineData("DELETE", "acme/app/tag/a%2Fb", "DELETE /api/v1/repository/{repository}/tag/{tag}")]
    [InlineData("DELETE", "acme/app/tgs/v1", "DELETE /api/v1/repository/{repository}/tag/{tag}")]
    [InlineData("GET", "acme/app/manifest/latest", "GET /api/v1/repository/{repository}/manifest/{digest}")]
    public void A_request_that_no_client_means_is_named_with_the_nearest_route(string method, string path, string nearest)
    {
        string? complaint = _quay.Send(method, path).Complaint;

        Assert.NotNull(complaint);
        Assert.Contains($"The nearest route is {nearest}.", complaint, StringComparison.Ordinal);
        var thrown = Assert.Throws<FakeQuayAssertionException>(_quay.Requests.AssertNoComplaints);
        Assert.Contains($"{method} /api/v1/repository/{path}", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "acme/app")]
    [InlineData("GET", "acme/missing")]
    [InlineData("GET", "acme/team/missing")]
    [InlineData("GET", "acme/tag")]
    [InlineData("GET", "acme/app/tag/?limit=100")]
    [InlineData("DELETE", "acme/app/tag/v1")]
    [InlineData("DELETE", "acme/app/tag/gone")]
    [InlineData("HEAD", "acme/app")]
    [InlineData("OPTIONS", "acme/app")]
    public void A_request_that_a_client_may_mean_is_not(string method, string path) => Assert.Null(_quay.Send(method, path).Complaint);

    [Fact]
    public void A_repository_may_be_named_like_a_route()
    {
        _quay.AddRepository("acme/app/tag");

        Assert.Null(_quay.Send("GET", "acme/app/tag/").Complaint);
        Assert.Null(_quay.Send("DELETE", "acme/app/tag").Complaint);
    }

    [Fact]
    public void A_strict_fake_throws_it_at_once()
    {
        _quay.Strict = true;

        var thrown = Assert.Throws<FakeQuayAssertionException>(() => _quay.Send("GET", "acme/app/tags"));

        Assert.StartsWith("GET /api/v1/repository/acme/app/tags: ", thrown.Message, StringComparison.Ordinal);
    }
}
