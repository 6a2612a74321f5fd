namespace Quay.Client.Testing.Tests.Endpoints;

public class ImmutabilityPolicyTests
{
    private const string Policies = "repository/acme/app/immutabilitypolicy/";

    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };
    private readonly FakeRepository _repository;
    private readonly ApiClient _api;

    public ImmutabilityPolicyTests()
    {
        _repository = _quay.AddRepository("acme/app");
        _api = new ApiClient(_quay);
    }

    [Fact]
    public void Immutability_policy_is_created_read_changed_and_deleted()
    {
        FakeResponse made = _api.Post(Policies, """{"tagPattern": " v.* "}""");
        string id = made.Object["uuid"]!.ToString();

        Assert.Equal(201, made.Status);
        string view = $$"""{"uuid": "{{id}}", "tagPattern": "v.*", "tagPatternMatches": true}""";
        Assert.Equal($$"""{"policies": [{{view}}]}""" + "\n", _api.Get(Policies).Text);
        Assert.Equal(view + "\n", _api.Get(Policies + id).Text);

        FakeResponse changed = _api.Put(Policies + id, """{"tagPattern": "v.*", "tagPatternMatches": false}""");
        Assert.Equal((204, ""), (changed.Status, changed.Text));
        Assert.Equal(
            new FakeImmutabilityPolicy { Id = id, TagPattern = "v.*", TagPatternMatches = false },
            Assert.Single(_repository.ImmutabilityPolicies));

        FakeResponse deleted = _api.Delete(Policies + id);
        Assert.Equal((200, $$"""{"uuid": "{{id}}"}""" + "\n"), (deleted.Status, deleted.Text));
        Assert.Equal(404, _api.Delete(Policies + id).Status);
    }

    [Theory]
    [InlineData("  ", "tag_pattern is required and must be a non-empty string")]
    [InlineData("(a", "Invalid regex pattern: missing ) at position 2")]
    [InlineData("a)", "Invalid regex pattern: unbalanced parenthesis at position 1")]
    [InlineData("*a", "Invalid regex pattern: nothing to repeat at position 0")]
    public void Immutability_policy_with_an_invalid_pattern_is_rejected(string pattern, string error) =>
        Assert.Equal(error, _api.Post(Policies, $$"""{"tagPattern": "{{pattern}}"}""").ErrorText);

    [Fact]
    public void Pattern_of_an_immutability_policy_has_at_most_256_characters()
    {
        Assert.Equal(201, _api.Post(Policies, $$"""{"tagPattern": "{{new string('a', 256)}}"}""").Status);
        Assert.Equal(
            "tag_pattern must be 256 characters or less",
            _api.Post(Policies, $$"""{"tagPattern": "{{new string('a', 257)}}"}""").ErrorText);
    }

    [Fact]
    public void Immutability_policies_cannot_have_the_same_pattern()
    {
        _api.Post(Policies, """{"tagPattern": "a"}""");
        string second = _api.Post(Policies, """{"tagPattern": "b"}""").Object["uuid"]!.ToString();

        Assert.Equal(
            "A policy with the same tag_pattern already exists",
            _api.Post(Policies, """{"tagPattern": "a", "tagPatternMatches": false}""").ErrorText);
        Assert.Equal("A policy with the same tag_pattern already exists", _api.Put(Policies + second, """{"tagPattern": "a"}""").ErrorText);
        Assert.Equal(204, _api.Put(Policies + second, """{"tagPattern": "b"}""").Status);
    }

    [Fact]
    public void New_immutability_policy_applies_to_existing_tags_and_removes_expirations()
    {
        _repository.Push("v1");
        _repository.Push("v10");
        _repository.Push("nightly");
        _repository.Expire("v1", _quay.TimeProvider.GetUtcNow().AddDays(1));

        _api.Post(Policies, """{"tagPattern": "v[0-9]"}""");

        Assert.Equal((true, null), (_repository.FindTag("v1")!.IsImmutable, _repository.FindTag("v1")!.End));
        Assert.False(_repository.FindTag("v10")!.IsImmutable);
        Assert.Equal(409, _api.Delete("repository/acme/app/tag/v1").Status);
        FakeLogEntry entry = _repository.Log[0];
        Assert.Equal(("tags_made_immutable_by_policy", null, 1), (entry.Kind, entry.Performer, (int)entry.Metadata["count"]!));
        Assert.Equal("create_immutability_policy", _repository.Log[1].Kind);
    }

    [Fact]
    public void Policy_with_tagPatternMatches_false_applies_to_tags_that_do_not_match()
    {
        _api.Post(Policies, """{"tagPattern": "(?P<kind>dev|nightly).*", "tagPatternMatches": false}""");

        Assert.False(_repository.Push("nightly-1").IsImmutable);
        Assert.True(_repository.Push("v1").IsImmutable);
        Assert.Equal(409, _api.Delete("repository/acme/app/tag/v1").Status);
    }

    [Fact]
    public void Immutability_policy_added_by_a_test_equals_one_created_over_the_API()
    {
        _repository.Push("v1");

        FakeImmutabilityPolicy policy = _repository.AddImmutabilityPolicy(" v.* ");

        Assert.True(_repository.FindTag("v1")!.IsImmutable);
        Assert.Equal("v.*", _api.Get(Policies + policy.Id).Object["tagPattern"]!.ToString());
        Assert.Equal("A policy with the same tag_pattern already exists", _api.Post(Policies, """{"tagPattern": "v.*"}""").ErrorText);
        Assert.Throws<ArgumentException>(() => _repository.AddImmutabilityPolicy("(a"));
        _quay.Features = new FakeFeatures();
        Assert.Throws<InvalidOperationException>(() => _repository.AddImmutabilityPolicy("b"));
        Assert.Equal([policy], _repository.ImmutabilityPolicies);
    }

    [Fact]
    public void PUT_validates_the_pattern_before_it_looks_up_the_immutability_policy()
    {
        _quay.AddUser("ann");
        _repository.Grant("ann", FakeRole.Write);

        Assert.Equal(403, _api.As("ann").Post(Policies, "{}").Status);
        Assert.Equal(404, _api.Post("repository/acme/none/immutabilitypolicy/", """{"tagPattern": ""}""").Status);
        Assert.Equal(400, _api.Put(Policies + "none", """{"tagPattern": ""}""").Status);
        Assert.Equal(404, _api.Put(Policies + "none", """{"tagPattern": "a"}""").Status);
    }
}
