namespace Quay.Client.Testing.Tests.Endpoints;

public class AutoPrunePolicyTests
{
    private const string Policies = "repository/acme/app/autoprunepolicy/";

    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };
    private readonly FakeRepository _repository;
    private readonly ApiClient _api;

    public AutoPrunePolicyTests()
    {
        _repository = _quay.AddRepository("acme/app");
        _api = new ApiClient(_quay);
    }

    [Fact]
    public void Auto_prune_policy_is_created_read_changed_and_deleted()
    {
        FakeResponse made = _api.Post(Policies, """{"method": "number_of_tags", "value": 10, "tagPattern": " v.* "}""");
        string id = made.Object["uuid"]!.ToString();

        Assert.Equal(201, made.Status);
        string view = $$"""{"uuid": "{{id}}", "method": "number_of_tags", "value": 10, "tagPattern": "v.*", "tagPatternMatches": true}""";
        Assert.Equal($$"""{"policies": [{{view}}]}""" + "\n", _api.Get(Policies).Text);
        Assert.Equal(view + "\n", _api.Get(Policies + id).Text);

        FakeResponse changed = _api.Put(Policies + id, """{"method": "creation_date", "value": "7d", "tagPatternMatches": false}""");
        Assert.Equal((204, ""), (changed.Status, changed.Text));
        Assert.Equal(
            new FakeAutoPrunePolicy { Id = id, Method = "creation_date", Value = "7d", TagPatternMatches = false },
            Assert.Single(_repository.AutoPrunePolicies));

        FakeResponse deleted = _api.Delete(Policies + id);
        Assert.Equal((200, $$"""{"uuid": "{{id}}"}""" + "\n"), (deleted.Status, deleted.Text));
        Assert.Equal(404, _api.Delete(Policies + id).Status);
        Assert.Equal(404, _api.Get(Policies + id).Status);
    }

    [Theory]
    [InlineData("""{"method": "by_size", "value": 1}""", "Invalid method provided")]
    [InlineData("""{"method": "number_of_tags", "value": 0}""", "Invalid value given for method type")]
    [InlineData("""{"method": "number_of_tags", "value": 1.0}""", "Invalid value given for method type")]
    [InlineData("""{"method": "number_of_tags", "value": "5"}""", "Invalid value given for method type")]
    [InlineData("""{"method": "creation_date", "value": 5}""", "Invalid value given for method type")]
    [InlineData("""{"method": "creation_date", "value": "5x"}""", "Invalid value given for method type")]
    [InlineData("""{"method": "creation_date", "value": "d"}""", "Invalid value given for method type")]
    [InlineData("""{"method": "creation_date", "value": "5d", "tagPattern": "  "}""", "tag_pattern cannot be empty")]
    public void Invalid_auto_prune_policy_is_rejected(string json, string error)
    {
        FakeResponse response = _api.Post(Policies, json);

        Assert.Equal((400, error, "invalid_request"), (response.Status, response.ErrorText, response.Object["error_type"]!.ToString()));
        Assert.Empty(_repository.AutoPrunePolicies);
    }

    [Fact]
    public void Auto_prune_policy_cannot_be_created_twice_but_changed_to_equal_another()
    {
        _api.Post(Policies, """{"method": "number_of_tags", "value": 10}""");
        string second = _api.Post(Policies, """{"method": "number_of_tags", "value": 20}""").Object["uuid"]!.ToString();

        Assert.Equal(
            "Existing policy with same values for this repository, duplicate policies are not permitted",
            _api.Post(Policies, """{"method": "number_of_tags", "value": 10, "tagPatternMatches": true}""").ErrorText);
        Assert.Equal(204, _api.Put(Policies + second, """{"method": "number_of_tags", "value": 10}""").Status);
    }

    [Theory]
    [InlineData("number_of_tags", 10, "10")]
    [InlineData("number_of_tags", 10L, "10")]
    [InlineData("creation_date", "7d", "\"7d\"")]
    public void Policy_added_by_a_test_equals_one_created_over_the_API(string method, object value, string json)
    {
        FakeAutoPrunePolicy policy = _repository.AddAutoPrunePolicy(method, value);

        Assert.Equal(json, _api.Get(Policies + policy.Id).Object["value"]!.ToJsonString());
        Assert.StartsWith(
            "Existing policy",
            _api.Post(Policies, $$"""{"method": "{{method}}", "value": {{json}}}""").ErrorText,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("by_size", 1, null)]
    [InlineData("number_of_tags", 0, null)]
    [InlineData("number_of_tags", "7d", null)]
    [InlineData("creation_date", "7x", null)]
    [InlineData("creation_date", "7d", " ")]
    public void AddAutoPrunePolicy_rejects_invalid_arguments(string method, object value, string? pattern)
    {
        Assert.Throws<ArgumentException>(() => _repository.AddAutoPrunePolicy(method, value, pattern));
        Assert.Empty(_repository.AutoPrunePolicies);
    }

    [Fact]
    public void Repository_has_one_auto_prune_policy_without_patterns_before_3_13()
    {
        _quay.ServerVersion = new Version(3, 12);

        string id = _api.Post(Policies, """{"method": "number_of_tags", "value": 10, "tagPattern": "v.*"}""").Object["uuid"]!.ToString();

        Assert.Equal($$"""{"uuid": "{{id}}", "method": "number_of_tags", "value": 10}""" + "\n", _api.Get(Policies + id).Text);
        Assert.Equal(
            "Policy for this repository already exists, delete existing to create new policy",
            _api.Post(Policies, """{"method": "bad", "value": 1}""").ErrorText);
    }

    [Fact]
    public void Auto_prune_policy_requests_are_validated_in_Quays_order()
    {
        _quay.AddUser("ann");
        _repository.Grant("ann", FakeRole.Write);

        Assert.Equal(403, _api.As("ann").Post(Policies, "{}").Status);
        Assert.StartsWith(
            "'method' is a required property",
            _api.Post("repository/acme/none/autoprunepolicy/", "{}").ErrorText,
            StringComparison.Ordinal);
        Assert.Equal(404, _api.Post("repository/acme/none/autoprunepolicy/", """{"method": "bad", "value": 1}""").Status);
        Assert.Equal(404, _api.Put(Policies + "none", """{"method": "bad", "value": 1}""").Status);
        Assert.Equal(404, _api.Get("repository/acme/none/autoprunepolicy/").Status);
    }
}
