using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Tests.Json;

public class StrictnessTests
{
    private const string Page = """{"tags": [{"name": "latest"}], "page": 1, "has_additional": false}""";

    private const string Repository = """
        {
            "namespace": "acme", "name": "app", "is_public": true,
            "tags": {"latest": {"name": "latest"}}, "stats": [{"date": "2026-11-22", "count": 3}]
        }
        """;

    [Fact]
    public void Page_and_repository_with_only_the_required_fields_are_read()
    {
        TagHistoryPage page = ReadPage(Page)!;
        Repository repository = ReadRepository(Repository)!;

        Assert.Equal((1, false, "latest"), (page.Page, page.HasAdditional, page.Tags.Single().Name));
        Assert.Equal(("acme", "app", 3), (repository.Namespace, repository.Name, repository.Stats!.Single().Count));
        Assert.Equal("latest", repository.Tags!["latest"].Name);
    }

    [Theory]
    [InlineData("tags")]
    [InlineData("page")]
    [InlineData("has_additional")]
    [InlineData("tags/0/name")]
    public void Exception_names_the_missing_field_of_a_page(string path) =>
        AssertNames(path, Assert.Throws<JsonException>(() => ReadPage(Without(Page, path))));

    [Theory]
    [InlineData("namespace")]
    [InlineData("name")]
    [InlineData("tags/latest/name")]
    [InlineData("stats/0/date")]
    [InlineData("stats/0/count")]
    public void Exception_names_the_missing_field_of_a_repository(string path) =>
        AssertNames(path, Assert.Throws<JsonException>(() => ReadRepository(Without(Repository, path))));

    [Theory]
    [InlineData("tags")]
    [InlineData("page")]
    [InlineData("has_additional")]
    [InlineData("tags/0/name")]
    [InlineData("tags/0/reversion")]
    [InlineData("tags/0/is_manifest_list")]
    public void Null_in_a_non_nullable_field_of_a_page_is_rejected(string path) =>
        Assert.Throws<JsonException>(() => ReadPage(With(Page, path, null)));

    [Theory]
    [InlineData("namespace")]
    [InlineData("name")]
    [InlineData("is_public")]
    [InlineData("can_write")]
    [InlineData("tags/latest/name")]
    [InlineData("stats/0/date")]
    [InlineData("stats/0/count")]
    public void Null_in_a_non_nullable_field_of_a_repository_is_rejected(string path) =>
        Assert.Throws<JsonException>(() => ReadRepository(With(Repository, path, null)));

    [Theory]
    [InlineData("tags/0/size")]
    [InlineData("tags/0/start_ts")]
    [InlineData("tags/0/end_ts")]
    [InlineData("tags/0/last_modified")]
    [InlineData("tags/0/expiration")]
    [InlineData("tags/0/manifest_digest")]
    [InlineData("tags/0/immutable")]
    [InlineData("tags/0/is_sparse")]
    [InlineData("tags/0/child_manifest_count")]
    [InlineData("tags/0/present_child_count")]
    [InlineData("tags/0/child_manifests_presence")]
    public void Null_in_a_nullable_field_of_an_entry_is_read_like_a_missing_field(string path) =>
        Assert.Equal(ReadPage(Page)!.Tags.Single(), ReadPage(With(Page, path, null))!.Tags.Single());

    [Theory]
    [InlineData("tags/0/name", "1")]
    [InlineData("tags/0/reversion", "\"true\"")]
    [InlineData("tags/0/reversion", "1")]
    [InlineData("tags/0/size", "\"12\"")]
    [InlineData("tags/0/size", "1.5")]
    [InlineData("tags/0/start_ts", "\"1795436671\"")]
    [InlineData("tags", "{}")]
    [InlineData("page", "\"1\"")]
    [InlineData("page", "2147483648")]
    public void Field_value_of_a_wrong_type_is_rejected(string path, string value) =>
        Assert.Throws<JsonException>(() => ReadPage(With(Page, path, JsonNode.Parse(value))));

    [Fact]
    public void Size_of_more_than_32_bits_is_read() =>
        Assert.Equal(9_000_000_000, ReadPage(With(Page, "tags/0/size", 9_000_000_000))!.Tags.Single().Size);

    [Theory]
    [InlineData("new", "1")]
    [InlineData("tags/0/new", "{\"a\": [1, null]}")]
    [InlineData("tags/0/NAME", "\"another\"")]
    public void Unknown_field_of_a_page_is_ignored(string path, string value) =>
        Assert.Equal(ReadPage(Page)!.Tags, ReadPage(With(Page, path, JsonNode.Parse(value)))!.Tags);

    [Fact]
    public void Unknown_field_of_a_repository_is_ignored() =>
        Assert.Equal("app", ReadRepository(With(Repository, "quota_report", new JsonObject()))!.Name);

    private static TagHistoryPage? ReadPage(string json) => JsonSerializer.Deserialize(json, QuayJsonContext.Default.TagHistoryPage);

    private static Repository? ReadRepository(string json) => JsonSerializer.Deserialize(json, QuayJsonContext.Default.Repository);

    private static string Without(string json, string path) => Change(json, path, (holder, name) => Assert.True(holder.Remove(name)));

    private static string With(string json, string path, JsonNode? value) => Change(json, path, (holder, name) => holder[name] = value);

    private static string Change(string json, string path, Action<JsonObject, string> change)
    {
        JsonNode root = JsonNode.Parse(json)!;
        string[] steps = path.Split('/');
        JsonNode holder = steps[..^1]
            .Aggregate(root, (node, step) => node is JsonArray array ? array[int.Parse(step, null)]! : node[step]!);
        change(holder.AsObject(), steps[^1]);
        return root.ToJsonString();
    }

    private static void AssertNames(string path, JsonException error) =>
        Assert.Contains($"'{path.Split('/')[^1]}'", error.Message, StringComparison.Ordinal);
}
