using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quay.Client.Tests.Policies;

public class AutoPrunePolicyTests
{
    private const string Id = """
        "uuid": "00000001-0000-4000-8000-000000000000"
        """;

    public static TheoryData<string> ValidJson =>
    [
        $$"""{{{Id}}, "method": "number_of_tags", "value": 10, "tagPattern": null, "tagPatternMatches": true}""",
        $$"""{{{Id}}, "method": "creation_date", "value": "2w", "tagPattern": "^v", "tagPatternMatches": false}""",
        $$"""{{{Id}}, "method": "creation_date", "value": "7d"}""",
        $$"""{{{Id}}, "method": "number_of_tags", "value": 10, "tagPattern": null, "tagPatternMatches": null}""",
        $$"""{{{Id}}, "method": "number_of_tags", "value": 100000000000000000000, "tagPattern": null, "tagPatternMatches": true}""",
        """{"method": "by_moon", "value": {"phase": [1, 2.50]}, "tagPattern": "a", "tagPatternMatches": true}""",
        """{"method": "by_moon", "value": null}""",
    ];

    public static TheoryData<string> InvalidJson =>
    [
        "[]", "{}", """{"method": "creation_date"}""", """{"value": 1}""", """{"method": 1, "value": 1}""",
        """{"method": "creation_date", "value": "7d", "tagPatternMatches": "yes"}""",
    ];

    [Theory]
    [MemberData(nameof(ValidJson))]
    public void Auto_prune_policy_round_trips_to_the_same_JSON(string json) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(json), JsonSerializer.SerializeToNode(JsonSerializer.Deserialize<AutoPrunePolicy>(json))));

    [Theory]
    [MemberData(nameof(InvalidJson))]
    public void JSON_that_is_not_an_auto_prune_policy_is_rejected(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<AutoPrunePolicy>(json));

    [Theory]
    [InlineData("7d", 7 * 24 * 3600)]
    [InlineData("2w", 14 * 24 * 3600)]
    [InlineData("1y", 365 * 24 * 3600)]
    [InlineData(" +12 h", 12 * 3600)]
    [InlineData("30m", 1800)]
    [InlineData("90s", 90)]
    [InlineData("-1s", -1)]
    [InlineData("7", null)]
    [InlineData("7x", null)]
    [InlineData("", null)]
    [InlineData("99999999999999y", null)]
    [InlineData("99999999999999999999999999999s", null)]
    public void Policy_age_is_read_in_every_unit(string value, int? seconds)
    {
        AutoPrunePolicy policy =
            JsonSerializer.Deserialize<AutoPrunePolicy>(JsonSerializer.Serialize(new { method = "creation_date", value }))!;

        Assert.Equal((seconds is { } known ? TimeSpan.FromSeconds(known) : null, null, value), (policy.Age, policy.TagCount, policy.Value));
    }

    [Theory]
    [InlineData(7 * 24 * 3600, "7d")]
    [InlineData(36 * 3600, "36h")]
    [InlineData(90 * 60, "90m")]
    [InlineData(61, "61s")]
    public void Policy_age_is_written_in_the_largest_unit_without_a_remainder(int seconds, string value)
    {
        AutoPrunePolicy policy = AutoPrunePolicy.RemoveOlderThan(TimeSpan.FromSeconds(seconds));

        Assert.Equal($$"""{"method":"creation_date","value":"{{value}}"}""", JsonSerializer.Serialize(policy));
        Assert.Equal(TimeSpan.FromSeconds(seconds), policy.Age);
    }

    [Fact]
    public void KeepNewest_is_written_with_a_numeric_value_and_both_pattern_fields()
    {
        AutoPrunePolicy policy = AutoPrunePolicy.KeepNewest(10, "^v", tagPatternMatches: false);

        Assert.Equal(
            """{"method":"number_of_tags","value":10,"tagPattern":"^v","tagPatternMatches":false}""", JsonSerializer.Serialize(policy));
        Assert.Equal((10, null), (policy.TagCount, policy.Age));
    }

    [Fact]
    public void Factories_of_AutoPrunePolicy_reject_invalid_arguments()
    {
        Assert.Throws<ArgumentOutOfRangeException>("count", () => AutoPrunePolicy.KeepNewest(0));
        Assert.Throws<ArgumentOutOfRangeException>("age", () => AutoPrunePolicy.RemoveOlderThan(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>("age", () => AutoPrunePolicy.RemoveOlderThan(TimeSpan.FromDays(-7)));
        Assert.Throws<ArgumentOutOfRangeException>("age", () => AutoPrunePolicy.RemoveOlderThan(TimeSpan.FromSeconds(1.5)));
        Assert.Throws<ArgumentException>("tagPattern", () => AutoPrunePolicy.KeepNewest(1, " "));
        Assert.Throws<ArgumentException>("tagPattern", () => AutoPrunePolicy.KeepNewest(1, tagPatternMatches: false));
    }

    [Fact]
    public void AutoPrunePolicy_is_created_only_by_its_factories()
    {
        Assert.Empty(typeof(AutoPrunePolicy).GetConstructors());
        Assert.All(typeof(AutoPrunePolicy).GetProperties(), property => Assert.Null(property.GetSetMethod()));
    }
}
