using System.Text.Json.Nodes;

namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Tests the features of the server and what they affect.</summary>
public class FeatureTests
{
    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };

    [Theory]
    [InlineData(true, "team/app", 201)]
    [InlineData(false, "team/app", 400)]
    [InlineData(false, "app", 201)]
    public void Creating_a_repository_with_a_slash_requires_extended_names(bool isExtended, string name, int status)
    {
        _quay.AddOrganization("acme");
        _quay.Features = FakeFeatures.All with { ExtendedRepositoryNames = isExtended };

        FakeResponse response = Create(name);

        Assert.Equal(status, response.Status);
        Assert.Equal(status == 400, response.Text.Contains("\"detail\": \"Invalid repository name\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Repository_with_a_slash_that_exists_can_be_used_without_extended_names()
    {
        _quay.AddRepository("acme/team/app").Push("v1");
        _quay.Features = FakeFeatures.All with { ExtendedRepositoryNames = false };

        Assert.Equal(["v1"], _quay.Page("acme/team/app", 1, 10).Names);
    }

    [Fact]
    public void Tag_expiration_can_be_changed_even_if_the_window_cannot()
    {
        FakeRepository repository = _quay.AddRepository("acme/app");
        repository.Push("v1");
        _quay.Features = FakeFeatures.All with { ChangeTagExpiration = false };
        DateTimeOffset soon = _quay.TimeProvider.GetUtcNow().AddDays(1);

        Assert.Equal(201, _quay.Send("PUT", "acme/app/tag/v1", $$"""{"expiration": {{soon.ToUnixTimeSeconds()}}}""").Status);
        Assert.Equal(soon.ToUnixTimeSeconds(), repository.FindTag("v1")!.End!.Value.ToUnixTimeSeconds());
    }

    [Fact]
    public void Configured_quota_is_in_every_quota_report_of_its_namespace()
    {
        _quay.AddRepository("acme/app");
        _quay.FindNamespace("acme")!.ConfiguredQuota = 10_737_418_240;
        _quay.FindNamespace("admin")!.ConfiguredQuota = 5;

        Assert.Equal(10_737_418_240, Quota(Get("/api/v1/repository?namespace=acme")["repositories"]![0]!));
        Assert.Equal(10_737_418_240, Quota(Get("/api/v1/organization/acme")));
        Assert.Equal(5, Quota(Get("/api/v1/user/")));

        static long? Quota(JsonNode json) => (long?)json["quota_report"]!["configured_quota"];
    }

    [Fact]
    public void Pull_count_of_a_tag_can_be_set_with_any_time_and_digest()
    {
        FakeRepository repository = _quay.AddRepository("acme/app");
        string digest = repository.Push("v1").Digest;
        repository.SetPulls("v1", 7, new DateTimeOffset(2026, 11, 1, 10, 0, 0, TimeSpan.Zero), "sha256:aa");
        repository.FindManifest(digest)!.Pulls = 9;

        Assert.Equal(
            """{"tag_name":"v1","tag_pull_count":7,"last_tag_pull_date":"Sun, 01 Nov 2026 10:00:00 -0000","""
                + "\"current_manifest_digest\":\"sha256:aa\",\"manifest_pull_count\":9,\"last_manifest_pull_date\":null}",
            Statistics());

        repository.SetPulls("v1", 0, default);
        Assert.Contains(
            $"\"tag_pull_count\":0,\"last_tag_pull_date\":null,\"current_manifest_digest\":\"{digest}\"",
            Statistics(),
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => repository.SetPulls("v2", 1, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => repository.SetPulls("v1", -1, default));
        Assert.Throws<ArgumentException>(() => repository.SetPulls("v1", 1, default, "nonsense"));

        string Statistics() => _quay.Send("GET", "acme/app/tag/v1/pull_statistics").Json().ToJsonString();
    }

    private FakeResponse Create(string name) => Send("POST", "/api/v1/repository", $$"""
        {"repository": "{{name}}", "namespace": "acme", "visibility": "private", "description": ""}
        """);

    private JsonNode Get(string target) => JsonNode.Parse(Send("GET", target).Text)!;

    private FakeResponse Send(string method, string target, string body = "") => _quay.Handle(new FakeRequest
    {
        Method = method,
        Origin = new Uri("http://quay.test/"),
        Target = target,
        Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Authorization"] = "Bearer " + _quay.Token,
            ["Content-Type"] = "application/json",
        },
        Body = System.Text.Encoding.UTF8.GetBytes(body),
    });
}
