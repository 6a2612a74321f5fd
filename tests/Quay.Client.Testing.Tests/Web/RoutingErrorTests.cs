namespace Quay.Client.Testing.Tests.Web;

/// <summary>Tests which requests have a routing error, and its text.</summary>
public class RoutingErrorTests
{
    private readonly FakeQuay _quay = new();

    public RoutingErrorTests() => _quay.AddRepository("acme/app").Push("v1");

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
    public void Request_without_a_route_is_reported_with_the_nearest_route(string method, string path, string nearest)
    {
        string? routingError = _quay.Send(method, path).RoutingError;

        Assert.NotNull(routingError);
        Assert.Contains($"The nearest route is {nearest}.", routingError, StringComparison.Ordinal);
        var thrown = Assert.Throws<FakeQuayAssertionException>(_quay.Requests.AssertNoRoutingErrors);
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
    public void Request_that_a_client_can_mean_is_not_reported(string method, string path) =>
        Assert.Null(_quay.Send(method, path).RoutingError);

    [Fact]
    public void Request_to_a_repository_named_like_a_route_is_not_reported()
    {
        _quay.AddRepository("acme/app/tag");

        Assert.Null(_quay.Send("GET", "acme/app/tag/").RoutingError);
        Assert.Null(_quay.Send("DELETE", "acme/app/tag").RoutingError);
    }

    [Fact]
    public void Strict_fake_throws_for_a_request_without_a_route()
    {
        _quay.Strict = true;

        var thrown = Assert.Throws<FakeQuayAssertionException>(() => _quay.Send("GET", "acme/app/tags"));

        Assert.StartsWith("GET /api/v1/repository/acme/app/tags: ", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "repository/acme/missing/build/")]
    [InlineData("POST", "repository/acme/app/trigger/1/start")]
    [InlineData("GET", "repository/acme/app/build/")]
    [InlineData("GET", "repository/acme/app/build/1/logs")]
    [InlineData("POST", "repository/acme/app/changetrust")]
    [InlineData("GET", "repository/acme/app/tokens/")]
    [InlineData("POST", "repository/acme/app/mirror/sync-now")]
    [InlineData("GET", "repository/acme/team/app/signatures")]
    [InlineData("GET", "repository/mirror/health")]
    [InlineData("POST", "organization/")]
    [InlineData("PUT", "organization/acme")]
    [InlineData("DELETE", "organization/acme/members/bob")]
    [InlineData("PUT", "user/")]
    [InlineData("PUT", "organization/acme/team/owners/members/bob")]
    [InlineData("GET", "user/robots")]
    [InlineData("DELETE", "superuser/users/bob")]
    [InlineData("GET", "plans/")]
    [InlineData("GET", "messages")]
    [InlineData("GET", "app/1")]
    public void Route_that_only_the_fake_does_not_have_is_reported_as_such(string method, string path) =>
        Assert.Equal("Quay has this route, but the fake does not support it.", RoutingErrorOf(method, path));

    [Theory]
    [InlineData("GET", "repository/acme/missing/permissions/user/")]
    [InlineData("DELETE", "repository/acme/missing/permissions/team/owners")]
    [InlineData("GET", "repository/acme/app/notification/")]
    [InlineData("GET", "repository/acme/app/aggregatelogs")]
    [InlineData("POST", "user/starred")]
    [InlineData("GET", "organization/missing")]

    [InlineData("GET", "user/logs")]
    [InlineData("GET", "users/bob")]
    [InlineData("GET", "find/repositories?query=app")]
    [InlineData("GET", "registry/capabilities")]
    [InlineData("GET", "discovery")]
    public void Request_to_a_supported_route_outside_tags_is_not_reported(string method, string path) =>
        Assert.Null(RoutingErrorOf(method, path));

    [Theory]
    [InlineData("GET", "organization/acme/nonsense")]
    [InlineData("GET", "find/nothing")]
    [InlineData("GET", "discovery/x")]
    [InlineData("GET", "repository/acme/app/tag/v1/images")]
    [InlineData("DELETE", "repository/acme/app/permissions/robot/bob")]
    public void Route_that_Quay_does_not_have_is_reported_with_the_nearest_route(string method, string path) =>
        Assert.Contains("The nearest route is", RoutingErrorOf(method, path), StringComparison.Ordinal);

    [Fact]
    public void Route_of_a_tags_images_is_a_route_of_Quay_only_before_3_7()
    {
        _quay.ServerVersion = new Version(3, 6);

        Assert.Equal("Quay has this route, but the fake does not support it.", RoutingErrorOf("GET", "repository/acme/app/tag/v1/images"));
    }

    [Theory]
    [InlineData("POST", "tag/v1/expire", 8, "tag/{tag}/expire", "PermanentTagDeletion")]
    [InlineData("GET", "autoprunepolicy/", 10, "autoprunepolicy/", "AutoPrune")]
    [InlineData("GET", "autoprunepolicy", 10, "autoprunepolicy/", "AutoPrune")]
    [InlineData("DELETE", "immutabilitypolicy/1", 16, "immutabilitypolicy/{policy}", "ImmutableTags")]
    [InlineData("GET", "tag/v1/pull_statistics", 15, "tag/{tag}/pull_statistics", "PullStatistics")]
    [InlineData("PUT", "changestate", null, "changestate", "RepositoryMirror")]
    [InlineData("GET", "manifest/sha256:00/security", null, "manifest/{digest}/security", "SecurityScanner")]
    public void Routing_error_names_the_feature_and_version_of_a_missing_route(
        string method, string path, int? tooOld, string route, string feature)
    {
        string requirement = $"/{route}. It requires Features.{feature}"
            + (tooOld is { } before ? $" and a ServerVersion of 3.{before + 1} or newer." : ".");
        path = "repository/acme/app/" + path;
        _quay.Features = new FakeFeatures();
        string off = RoutingErrorOf(method, path)!;
        Assert.StartsWith($"This server, Quay 3.18, does not have {method} ", off, StringComparison.Ordinal);
        Assert.EndsWith(requirement, off, StringComparison.Ordinal);

        _quay.Features = FakeFeatures.All;
        if (tooOld is { } minor)
        {
            _quay.ServerVersion = new Version(3, minor);
            Assert.EndsWith(requirement, RoutingErrorOf(method, path), StringComparison.Ordinal);
            _quay.ServerVersion = new Version(3, minor + 1);
        }

        Assert.DoesNotContain("This server", RoutingErrorOf(method, path) ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v2", "The fake does not support the registry protocol")]
    [InlineData("v2/_catalog", "The fake does not support the registry protocol")]
    [InlineData("v2beta", "Quay's API has no such route")]
    public void Request_of_the_registry_protocol_is_reported_as_unsupported(string path, string routingError) =>
        Assert.StartsWith(routingError, _quay.Handle(TestMessages.Request("GET /" + path)).RoutingError, StringComparison.Ordinal);

    [Fact]
    public void Unsupported_method_is_reported_with_the_supported_ones() =>
        Assert.StartsWith(
            "For this path, Quay accepts only GET, POST, HEAD, OPTIONS. ",
            RoutingErrorOf("DELETE", "repository"),
            StringComparison.Ordinal);

    [Fact]
    public void Nearest_route_of_a_long_path_allocates_little_memory()
    {
        string path = "repository/acme/app/tag/v1/" + new string('x', 3_900);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.NotNull(RoutingErrorOf("GET", path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    private string? RoutingErrorOf(string method, string path) =>
        _quay.Handle(TestMessages.Request($"{method} /api/v1/{path}")).RoutingError;
}
