namespace Quay.Client.Testing.Tests.Endpoints;

public class NamespacePolicyTests
{
    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };
    private readonly ApiClient _api;

    public NamespacePolicyTests()
    {
        _api = new ApiClient(_quay);
        _quay.AddRepository("acme/app");
    }

    [Theory]
    [InlineData("organization/acme")]
    [InlineData("user")]
    public void Auto_prune_policy_of_a_namespace_is_created_listed_changed_and_deleted(string parent)
    {
        string list = parent + "/autoprunepolicy/";
        string id = _api.Post(list, """{"method": "number_of_tags", "value": 10}""").Object["uuid"]!.GetValue<string>();
        Assert.Equal(
            "Existing policy with same values for this namespace, duplicate policies are not permitted",
            _api.Post(list, """{"method": "number_of_tags", "value": 10}""").ErrorText);
        Assert.Equal(
            204,
            _api.Put(list + id, """{"method": "creation_date", "value": "4w", "tagPattern": " pr ", "tagPatternMatches": false}""").Status);
        Assert.Equal(
            $$"""{"policies":[{"uuid":"{{id}}","method":"creation_date","value":"4w","tagPattern":"pr","tagPatternMatches":false}]}""",
            _api.Get(list).Object.ToJsonString());
        Assert.Equal(id, _api.Delete(list + id).Object["uuid"]!.GetValue<string>());
        Assert.Equal(404, _api.Delete(list + id).Status);
    }

    [Fact]
    public void Immutability_policy_of_an_organization_applies_to_its_repositories()
    {
        FakeRepository app = _quay.FindRepository("acme/app")!;
        FakeRepository other = _quay.AddRepository("other/app");
        app.Push("v1");
        other.Push("v1");

        Assert.Equal(201, _api.Post("organization/acme/immutabilitypolicy/", """{"tagPattern": "v.*"}""").Status);
        app.Push("v2");
        app.Push("dev");

        Assert.Equal([("dev", false), ("v2", true), ("v1", true)], app.Tags.Select(entry => (entry.Name, entry.IsImmutable)));
        Assert.False(Assert.Single(other.Tags).IsImmutable);
        FakeLogEntry entry = Assert.Single(_quay.FindNamespace("acme")!.Log, entry => entry.Kind == "tags_made_immutable_by_policy");
        Assert.Equal((1, false), (entry.Metadata["count"], entry.Metadata.ContainsKey("repo")));
    }

    [Fact]
    public void Organization_policy_validates_the_body_before_the_permission_and_user_policy_after()
    {
        ApiClient nobody = _api.As("nobody", "repo:read");

        Assert.Equal(400, nobody.Post("organization/acme/autoprunepolicy/", "{}").Status);
        Assert.Equal(403, nobody.Post("organization/acme/autoprunepolicy/", """{"method": "x", "value": 1}""").Status);
        Assert.Equal(403, nobody.Post("user/autoprunepolicy/", "{}").Status);
        Assert.Equal(403, nobody.Get("organization/missing/autoprunepolicy/").Status);
        Assert.Equal(401, _api.Anonymous.Get("user/autoprunepolicy/").Status);
    }

    [Theory]
    [InlineData("\"1_000d\"", 201)]
    [InlineData("\"+5d\"", 201)]
    [InlineData("\"1__0d\"", 400)]
    [InlineData("\"999999999d\"", 201)]
    [InlineData("\"1000000000d\"", 500)]
    [InlineData("\"-1000000001d\"", 500)]
    public void Auto_prune_age_is_limited_to_what_Python_can_represent(string value, int status) =>
        Assert.Equal(status, _api.Post("user/autoprunepolicy/", $$"""{"method": "creation_date", "value": {{value}}}""").Status);

    [Fact]
    public void Auto_prune_number_of_tags_has_no_upper_bound()
    {
        const string huge = "100000000000000000000";
        Assert.Equal(
            201, _api.Post("repository/acme/app/autoprunepolicy/", $$"""{"method": "number_of_tags", "value": {{huge}}}""").Status);

        Assert.Contains($"\"value\": {huge}, ", _api.Get("repository/acme/app/autoprunepolicy/").Text, StringComparison.Ordinal);
        Assert.Contains($"\"value\": {huge}, ", _api.Get("repository/acme/app/logs").Text, StringComparison.Ordinal);
        Assert.Equal(
            400, _api.Post("repository/acme/app/autoprunepolicy/", $$"""{"method": "number_of_tags", "value": {{huge}}}""").Status);
    }

    [Fact]
    public void Namespace_policy_added_by_a_test_equals_one_created_over_the_API()
    {
        FakeNamespace acme = _quay.FindNamespace("acme")!;
        FakeAutoPrunePolicy prune = acme.AddAutoPrunePolicy("number_of_tags", 10);
        FakeImmutabilityPolicy keep = acme.AddImmutabilityPolicy("v.*");

        Assert.Equal(prune.Id, _api.Get("organization/acme/autoprunepolicy/").Object["policies"]![0]!["uuid"]!.GetValue<string>());
        Assert.Equal(keep.Id, _api.Get("organization/acme/immutabilitypolicy/").Object["policies"]![0]!["uuid"]!.GetValue<string>());
        Assert.Equal(400, _api.Post("organization/acme/immutabilitypolicy/", """{"tagPattern": "v.*"}""").Status);
    }
}
