namespace Quay.Client.Testing.Tests.Endpoints;

public class RouteTests
{
    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };
    private readonly ApiClient _api;

    public RouteTests()
    {
        _quay.AddRepository("acme/app").Push("v1");
        _api = new ApiClient(_quay);
    }

    [Theory]
    [InlineData(11, "GET", "autoprunepolicy/", 404)]
    [InlineData(17, "GET", "immutabilitypolicy/", 404)]
    [InlineData(16, "GET", "tag/v1/pull_statistics", 404)]
    [InlineData(9, "POST", "tag/v1/expire", 405)]
    public void Route_does_not_exist_before_the_version_that_added_it(
        int minor, string method, string path, int before)
    {
        string json = """{"is_alive": true}""";
        Assert.Equal(200, Send().Status);

        _quay.ServerVersion = new Version(3, minor - 1);
        Assert.Equal(before, Send().Status);

        FakeResponse Send() => _api.Send(method, "repository/acme/app/" + path, method == "POST" ? json : null);
    }

    [Theory]
    [InlineData("autoprunepolicy/")]
    [InlineData("immutabilitypolicy/")]
    public void Route_of_a_disabled_feature_does_not_exist(string path)
    {
        _quay.Features = new FakeFeatures();

        Assert.Equal("text/html; charset=utf-8", _api.Get("repository/acme/app/" + path).Headers["Content-Type"]);
    }

    [Fact]
    public void Path_without_its_trailing_slash_is_redirected()
    {
        Assert.Equal(
            "http://quay.test/api/v1/repository/acme/app/autoprunepolicy/",
            _api.Get("repository/acme/app/autoprunepolicy").Headers["Location"]);
        Assert.Equal("http://quay.test/api/v1/user/", _api.Get("user").Headers["Location"]);
    }

    [Fact]
    public void Route_with_the_longer_fixed_word_takes_precedence()
    {
        _quay.AddRepository("acme/app/tag");

        // The tag "logs" of app has no GET, so the path is the log of app/tag.
        Assert.Equal(200, _api.Get("repository/acme/app/tag/logs").Status);
        // In contrast, this path is the policy "logs" of app, not the log of app/autoprunepolicy.
        Assert.Equal("not_found", _api.Get("repository/acme/app/autoprunepolicy/logs").Object["error_type"]!.ToString());
    }

    [Theory]
    [InlineData("GET", "repository/acme/app/changestate")]
    [InlineData("GET", "repository/acme/app/tag/v1/images")]
    public void Path_without_a_route_is_read_as_another_repository(string method, string path) =>
        Assert.Equal(404, _api.Send(method, path).Status);
}
