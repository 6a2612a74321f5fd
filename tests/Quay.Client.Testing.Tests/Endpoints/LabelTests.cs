using System.Text.Json.Nodes;

namespace Quay.Client.Testing.Tests.Endpoints;

public class LabelTests
{
    private readonly FakeQuay _quay = new();
    private readonly FakeRepository _repository;
    private readonly string _labels;
    private readonly ApiClient _api;

    public LabelTests()
    {
        _repository = _quay.AddRepository("acme/app");
        _labels = $"repository/acme/app/manifest/{_repository.Push("v1").Digest}/labels";
        _api = new ApiClient(_quay);
    }

    [Fact]
    public void Label_is_added_read_and_deleted_at_its_location()
    {
        FakeResponse added = Add("team", "red");
        string location = added.Headers["Location"];

        Assert.Equal(201, added.Status);
        Assert.Equal($"/api/v1/{_labels}/{added.Object["label"]!["id"]}", location);
        string path = location["/api/v1/".Length..];
        Assert.Equal(added.Object["label"]!.ToJsonString(), _api.Get(path).Object.ToJsonString());
        Assert.Equal(204, _api.Delete(path).Status);
        Assert.Equal(404, _api.Get(path).Status);
        Assert.Equal(404, _api.Delete(path).Status);
    }

    [Theory]
    [InlineData("{}", null, "application/json")]
    [InlineData("{\"a\": 1}", null, "application/json")]
    [InlineData("{no", null, "text/plain")]
    [InlineData("{no}", null, "text/plain")]
    [InlineData("12", null, "text/plain")]
    [InlineData("{no}", "application/json", "application/json")]
    public void Media_type_of_a_label_is_derived_from_its_value_if_missing(string value, string? named, string expected) =>
        Assert.Equal(expected, Add("key", value, named).Object["label"]!["media_type"]!.ToString());

    [Theory]
    [InlineData("quay.expires-after", "Label has a reserved prefix")]
    [InlineData("internal", "Label has a reserved prefix")]
    [InlineData("io.k8s.", "Label has a reserved prefix")]
    [InlineData("io.k8s", null)]
    [InlineData(
        "Key", "Label is of an invalid format or missing please use ^[a-z0-9](([a-z0-9]|[-.](?![.-]))*[a-z0-9])?$ format for labels")]
    [InlineData(
        "a..b", "Label is of an invalid format or missing please use ^[a-z0-9](([a-z0-9]|[-.](?![.-]))*[a-z0-9])?$ format for labels")]
    [InlineData("", "Label is of an invalid format or missing please use ^[a-z0-9](([a-z0-9]|[-.](?![.-]))*[a-z0-9])?$ format for labels")]
    public void Label_with_an_invalid_key_or_a_reserved_prefix_is_rejected(string key, string? error) =>
        Assert.Equal(error, Add(key, "x") is { Status: 400 } response ? response.ErrorText : null);

    [Fact]
    public void Label_requests_are_validated_in_Quays_order()
    {
        string missing = _labels.Replace("sha256:", "sha256:00", StringComparison.Ordinal);
        _quay.AddUser("ann");
        _repository.Grant("ann", FakeRole.Read);
        _repository.State = FakeRepositoryState.ReadOnly;

        Assert.Equal(403, _api.As("ann").Post(missing, "{}").Status);
        Assert.Equal(503, _api.Post(missing, "{}").Status);
        Assert.Equal(503, _api.Delete(missing + "/none").Status);
        _repository.State = FakeRepositoryState.Normal;
        Assert.StartsWith("'key' is a required property", _api.Post(missing, "{}").ErrorText, StringComparison.Ordinal);
        Assert.Equal("Label has a reserved prefix", _api.Post(missing, """{"key": "quay", "value": "", "media_type": null}""").ErrorText);
        Assert.Equal(404, _api.Post(missing, """{"key": "BAD", "value": "", "media_type": null}""").Status);
    }

    [Fact]
    public void Label_filter_is_a_case_insensitive_prefix_of_the_key()
    {
        Add("team", "red");
        Add("teams", "red");
        Add("other", "red");

        Assert.Equal(["team", "teams"], Keys("?filter=TEAM"));
        Assert.Empty(Keys("?filter=eam"));
        Assert.Equal(["team", "teams", "other"], Keys(""));

        IEnumerable<string> Keys(string query) =>
            _api.Get(_labels + query).Object["labels"]!.AsArray().Select(label => label!["key"]!.ToString());
    }

    [Fact]
    public void Label_of_the_image_cannot_be_deleted_and_expires_later_tags()
    {
        string digest = _repository.FindTag("v1")!.Digest;
        FakeLabel label = _repository.AddLabel(digest, "quay.expires-after", "2h");

        Assert.Equal("Cannot delete immutable label", _api.Delete($"{_labels}/{label.Id}").ErrorText);
        Assert.Null(_repository.FindTag("v1")!.End);
        Assert.Equal(201, _api.Put("repository/acme/app/tag/v2", $$"""{"manifest_digest": "{{digest}}"}""").Status);
        FakeTagEntry moved = _repository.FindTag("v2")!;
        Assert.Equal(moved.Start.AddHours(2), moved.End);
    }

    private FakeResponse Add(string key, string value, string? mediaType = null) =>
        _api.Post(_labels, new JsonObject { ["key"] = key, ["value"] = value, ["media_type"] = mediaType }.ToJsonString());
}
