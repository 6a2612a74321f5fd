using System.Text.Json;
using System.Text.Json.Serialization;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging;

/// <summary>Verifies positions as values: their JSON, and those that are rejected before a request.</summary>
public sealed partial class ListPositionTests : IDisposable
{
    private const string Entry = "1795000000 sha256:0 = tag-1";

    private static readonly ListPosition Valid = new() { List = "/api/v1/repository/acme/app/tag/", ItemsRead = 2, Landmarks = [Entry] };
    private static readonly ListPosition OfRepositories =
        new() { List = "/api/v1/repository?namespace=acme", ItemsRead = 2, PageToken = "token", Landmarks = ["acme/a"] };

    private readonly FakeQuay _quay = AcmeApp.WithEntries(count: 3).Quay;
    private readonly QuayClient _client;

    public ListPositionTests() => _client = _quay.CreateClient();

    public static TheoryData<string> DamagedJson =>
    [
        """{"list": null, "items_read": 2, "landmarks": ["1795000000 sha256:0 = tag-1"]}""",
        """{"list": "/api/v1/repository/acme/app/tag/", "items_read": 2, "landmarks": null}""",
        """{"list": "/api/v1/repository/acme/app/tag/", "items_read": 2, "landmarks": [null]}""",
        """{"list": "/api/v1/repository/acme/app/tag/", "items_read": 2, "landmarks": []}""",
        """{"list": "/api/v1/repository/acme/app/tag/", "items_read": -1, "landmarks": ["1795000000 sha256:0 = tag-1"]}""",
        """{"list": "/api/v1/repository/acme/app/tag/", "items_read": 1000000001, "landmarks": ["1795000000 sha256:0 = tag-1"]}""",
        """{"list": "/api/v1/repository/acme/app/tag/", "items_read": 2, "landmarks": ["tag-1"]}""",
        """{"list": "/api/v1/repository/acme/app/tag/", "items_read": 2, "landmarks": ["1795000001 - = b", "1795000000 - = a"]}""",
    ];

    public static TheoryData<string> DamagedJsonOfRepositories =>
    [
        """{"list": null, "items_read": 2, "landmarks": ["acme/a"]}""",
        """{"list": "/api/v1/repository?namespace=acme", "items_read": 2, "landmarks": null}""",
        """{"list": "/api/v1/repository?namespace=acme", "items_read": 2, "landmarks": [null]}""",
        """{"list": "/api/v1/repository?namespace=acme", "items_read": 2, "landmarks": []}""",
        """{"list": "/api/v1/repository?namespace=acme", "items_read": -1, "landmarks": ["acme/a"]}""",
        """{"list": "/api/v1/repository?namespace=acme", "items_read": 1000000001, "landmarks": ["acme/a"]}""",
    ];

    public void Dispose() => _client.Dispose();

    [Fact]
    public void Position_in_a_history_has_this_json() =>
        Assert.Equal(
            """{"list":"/api/v1/repository/acme/app/tag/","items_read":2,"landmarks":["1795000000 sha256:0 = tag-1"]}""",
            JsonSerializer.Serialize(Valid));

    [Fact]
    public void Position_in_a_list_of_repositories_has_this_json() =>
        Assert.Equal(
            """{"list":"/api/v1/repository?namespace=acme","items_read":2,"page_token":"token","landmarks":["acme/a"]}""",
            JsonSerializer.Serialize(OfRepositories));

    [Fact]
    public void Position_round_trips_through_json_with_reflection_and_with_a_source_generated_context()
    {
        foreach (ListPosition position in new[] { Valid, OfRepositories })
        {
            Assert.Equivalent(position, JsonSerializer.Deserialize<ListPosition>(JsonSerializer.Serialize(position)), strict: true);
            string json = JsonSerializer.Serialize(position, PositionJson.Default.ListPosition);
            Assert.Equal(JsonSerializer.Serialize(position), json);
            Assert.Equivalent(position, JsonSerializer.Deserialize(json, PositionJson.Default.ListPosition), strict: true);
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"list": "/api/v1/repository/acme/app/tag/", "items_read": 2}""")]
    [InlineData("""{"list": "/api/v1/repository/acme/app/tag/", "landmarks": []}""")]
    [InlineData("""{"items_read": 2, "landmarks": []}""")]
    [InlineData("""{"list": "a", "items_read": null, "landmarks": []}""")]
    [InlineData("""{"list": "a", "items_read": 1.5, "landmarks": []}""")]
    [InlineData("""{"list": "a", "items_read": 99999999999, "landmarks": []}""")]
    [InlineData("""{"list": "a", "items_read": 1, "landmarks": "a"}""")]
    public void Json_without_a_required_property_or_with_another_type_throws_JsonException(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ListPosition>(json));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, PositionJson.Default.ListPosition));
    }

    [Theory]
    [MemberData(nameof(DamagedJson))]
    public void Damaged_position_in_a_history_is_rejected_before_a_request(string json)
    {
        var query = new TagHistoryQuery { StartAfter = JsonSerializer.Deserialize<ListPosition>(json) };
        Assert.Throws<ArgumentException>("query", () => _client.Tags.GetHistory("acme/app", query));
        Assert.Empty(_quay.Requests);
    }

    [Theory]
    [MemberData(nameof(DamagedJsonOfRepositories))]
    public void Damaged_position_in_a_list_of_repositories_is_rejected_before_a_request(string json)
    {
        RepositoryQuery query =
            RepositoryQuery.InNamespace("acme") with { StartAfter = JsonSerializer.Deserialize<ListPosition>(json) };
        Assert.Throws<ArgumentException>("query", () => _client.Repositories.List(query));
        Assert.Empty(_quay.Requests);
    }

    [Fact]
    public void Position_of_another_list_is_rejected_before_a_request()
    {
        var query = new TagHistoryQuery { StartAfter = Valid };
        AssertOtherList(() => _client.Tags.GetHistory("acme/other", query));
        AssertOtherList(() => _client.Tags.GetHistory("acme/app", query with { OnlyActiveTags = true }));
        AssertOtherList(() => _client.Tags.GetHistory("acme/app", query with { SpecificTag = "tag-1" }));
        AssertOtherList(() => _client.Tags.GetHistory("acme/app", query with { NameFilter = TagNameFilter.Like("tag") }));
        AssertOtherList(() => _client.Tags.GetHistory("acme/app", query with { StartAfter = OfRepositories }));
        AssertOtherList(() => _client.Repositories.List(RepositoryQuery.InNamespace("acme") with { StartAfter = Valid }));
        AssertOtherList(() => _client.Repositories.List(RepositoryQuery.InNamespace("other") with { StartAfter = OfRepositories }));
        AssertOtherList(() => _client.Repositories.List(RepositoryQuery.Public with { StartAfter = OfRepositories }));
        Assert.Empty(_quay.Requests);

        static void AssertOtherList(Func<object> list) =>
            Assert.Contains("another list", Assert.Throws<ArgumentException>("query", list).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public async Task Position_after_an_index_outside_the_page_is_rejected(int index)
    {
        QuayPage<TagHistoryEntry> page = await _client.Tags.GetHistory("acme/app").AsPages().FirstAsync();
        Assert.Throws<ArgumentOutOfRangeException>(nameof(index), () => page.PositionAfter(index));
        Assert.Equal(3, page.PositionAfter(2).ItemsRead);
    }

    [Fact]
    public async Task Page_that_was_not_read_as_a_part_of_a_list_has_no_positions()
    {
        QuayPage<TagHistoryEntry> page = await _client.Tags.GetHistoryPageAsync("acme/app");
        Assert.Throws<InvalidOperationException>(() => page.PositionAfter(0));
        QuayPage<int> given = await QuayPageable.FromItems(1, 2).AsPages().FirstAsync();
        Assert.Throws<InvalidOperationException>(() => given.PositionAfter(0));
    }

    [JsonSerializable(typeof(ListPosition))]
    private sealed partial class PositionJson : JsonSerializerContext;
}
