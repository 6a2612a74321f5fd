using System.Text.Json.Nodes;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Endpoints;

public class DiscoveryTests
{
    private const string Scanner = "/api/v1/repository/{repository}/manifest/{manifestref}/security";

    private readonly FakeQuay _quay = new();
    private readonly ApiClient _api;

    public DiscoveryTests() => _api = new ApiClient(_quay);

    [Fact]
    public void Fake_with_every_feature_describes_only_paths_and_methods_that_Quay_describes()
    {
        JsonObject recorded = JsonNode.Parse(File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "Recorded", "discovery-full.json")))!["paths"]!.AsObject();
        _quay.Features = FakeFeatures.All;
        JsonObject paths = Paths();

        Assert.True(paths.Remove(Scanner));
        Assert.Equal([], paths.Select(path => path.Key).Except(recorded.Select(path => path.Key)));
        Assert.All(paths, path => Assert.Equal([], Methods(path.Value!).Except(Methods(recorded[path.Key]!))));
    }

    [Fact]
    public void Fake_with_the_features_of_a_recorded_server_lacks_the_same_routes()
    {
        JsonObject full = JsonNode.Parse(File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "Recorded", "discovery-full.json")))!["paths"]!.AsObject();
        JsonObject defaults = JsonNode.Parse(RecordedExchange.Load("default-discovery").Body)!["paths"]!.AsObject();
        _quay.Features = FakeFeatures.All;
        List<string> all = [.. Paths().Select(path => path.Key)];

        // The recorded server could delete tags permanently.
        _quay.Features = new FakeFeatures { PermanentTagDeletion = true };

        Assert.Equal(
            full.Select(path => path.Key).Except(defaults.Select(path => path.Key)).Intersect(all).Append(Scanner).Order(),
            all.Except(Paths().Select(path => path.Key)).Order());
    }

    [Fact]
    public void Described_routes_are_those_of_the_version()
    {
        _quay.Features = FakeFeatures.All;
        _quay.ServerVersion = new Version(3, 10);

        List<string> paths = [.. Paths().Select(path => path.Key)];

        Assert.Contains("/api/v1/organization/{orgname}/autoprunepolicy/", paths);
        Assert.DoesNotContain("/api/v1/repository/{repository}/autoprunepolicy/", paths);
        Assert.DoesNotContain("/api/v1/registry/capabilities", paths);
    }

    [Theory]
    [InlineData("3.7", 308, null)]
    [InlineData("3.15", 200, null)]
    [InlineData("3.16", 200, "Quay v3.16.0")]
    [InlineData("3.17.4", 200, "Quay v3.17.4")]
    public void Settings_of_the_web_interface_have_the_version_since_3_16(string version, int status, string? expected)
    {
        _quay.ServerVersion = Version.Parse(version);

        FakeResponse response = _quay.Handle(new FakeRequest
        {
            Method = "GET",
            Origin = new Uri("http://quay.test"),
            Target = "/config",
        });

        Assert.Equal(status, response.Status);
        Assert.Equal(expected, status == 200 ? JsonNode.Parse(response.Text)!["version_number"]?.GetValue<string>() : null);
    }

    private static IEnumerable<string> Methods(JsonNode path) => path.AsObject()
        .Select(member => member.Key)
        .Where(name => name is "get" or "put" or "post" or "delete");

    private JsonObject Paths() => _api.Anonymous.Get("discovery").Object["paths"]!.AsObject();
}
