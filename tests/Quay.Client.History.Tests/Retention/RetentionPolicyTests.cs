using System.Text.Json;

namespace Quay.Client.History.Tests.Retention;

public class RetentionPolicyTests
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Fact]
    public void Policy_is_printed_as_a_sentence()
    {
        Assert.Equal(
            "Delete the tags that are at least 30 days old. Keep those that are younger than 1 day or are "
            + "part of a kept manifest list.",
            new RetentionPolicy { OlderThan = Month }.ToString());
        Assert.Equal(
            "Expire the tags that match 'pr-*' or 'test-*', match the regular expression '(.*)-[0-9]+', were not pulled for 90 days and "
            + "are not among the 5 newest with the same '1', after 7 days. Keep those that match 'latest' or 'v*' or share a manifest "
            + "with such a tag, point at sha256:000000000000… or have the label 'keep' or 'env=prod'. The plan can cover all tags.",
            new RetentionPolicy
            {
                Tags = ["pr-*", "test-*"],
                TagsRegex = "(.*)-[0-9]+",
                NotPulledFor = TimeSpan.FromDays(90),
                KeepNewest = 5,
                GroupBy = "1",
                ProtectTags = ["latest", "v*"],
                ProtectDigests = ["sha256:" + new string('0', 64)],
                ProtectLabels = ["keep", "env=prod"],
                GracePeriod = TimeSpan.Zero,
                ExpireAfter = TimeSpan.FromDays(7),
                AllowDeletingChildren = true,
                AllowDeletingAll = true,
            }.ToString());
    }

    [Fact]
    public void Policy_round_trips_through_JSON()
    {
        const string Json = """
            {
              "tags": [
                "pr-*"
              ],
              "tags_regex": "pr-([0-9]).*",
              "older_than": "90m",
              "not_pulled_for": "2w",
              "keep_newest": 3,
              "group_by": "1",
              "protect_tags": [
                "latest"
              ],
              "protect_digests": [
                "sha256:ab"
              ],
              "protect_labels": [
                "keep"
              ],
              "grace_period": "0s",
              "expire_at": "2027-01-01T00:00:00+00:00",
              "allow_deleting_shared": true,
              "allow_deleting_children": true,
              "allow_deleting_all": true
            }
            """;

        Assert.Equal(Json.ReplaceLineEndings(), RetentionPolicy.Parse(Json).ToJson().ReplaceLineEndings());
    }

    [Fact]
    public void Missing_properties_have_their_defaults()
    {
        var policy = RetentionPolicy.Parse("""{"older_than": "30d"}""");

        Assert.Equal(new RetentionPolicy { OlderThan = Month }.ToJson(), policy.ToJson());
        Assert.Equal(new RetentionPolicy { OlderThan = Month }.ToString(), policy.ToString());
        Assert.False(policy.AllowDeletingAll);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}", "would select every tag")]
    [InlineData("""{"tags": ["*"]}""", "would select every tag")]
    [InlineData("""{"older_than": "30d", "protect": ["a"]}""", "protect")]
    [InlineData("""{"older_than": "30d", "older_than": "1d"}""")]
    [InlineData("""{"older_than": 30}""", "not a duration")]
    [InlineData("""{"older_than": "30 days"}""", "not a duration")]
    [InlineData("""{"older_than": "0d"}""", "OlderThan must be")]
    [InlineData("""{"older_than": "99999999w"}""", "not a duration")]
    [InlineData("""{"older_than": "1d", "grace_period": "-1d"}""", "not a duration")]
    [InlineData("""{"keep_newest": 0}""", "at least 1")]
    [InlineData("""{"keep_newest": 1.5}""")]
    [InlineData("""{"tags": null}""")]
    [InlineData("""{"tags": "pr-*"}""")]
    [InlineData("""{"tags": ["a/b"]}""", "a/b")]
    [InlineData("""{"tags": ["a", null]}""")]
    [InlineData("""{"tags_regex": "("}""", "regular expression")]
    [InlineData("""{"tags_regex": "a)|(b"}""", "regular expression")]
    [InlineData("""{"tags_regex": "(?=a)b"}""", "regular expression")]
    [InlineData("""{"tags_regex": "(a)\\1"}""", "regular expression")]
    [InlineData("""{"tags_regex": ""}""")]
    [InlineData("""{"tags_regex": "a", "group_by": "1", "keep_newest": 1}""", "not a capture")]
    [InlineData("""{"tags_regex": "a", "group_by": "0", "keep_newest": 1}""", "not a capture")]
    [InlineData("""{"tags_regex": "(a)", "group_by": "1"}""", "does not keep the newest")]
    [InlineData("""{"group_by": "1", "keep_newest": 1}""", "not a capture")]
    [InlineData("""{"older_than": "1d", "protect_tags": [""]}""")]
    [InlineData("""{"older_than": "1d", "protect_digests": ["latest"]}""", "digest")]
    [InlineData("""{"older_than": "1d", "protect_labels": ["=x"]}""", "label")]
    [InlineData("""{"older_than": "1d", "expire_at": "2027-01-01T00:00:00Z", "expire_after": "1d"}""", "both")]
    [InlineData("""{"older_than": "1d", "expire_at": "tomorrow"}""", "not a time with an offset")]
    [InlineData("""{"older_than": "1d", "expire_at": "2027-01-01T00:00:00"}""", "not a time with an offset")]
    [InlineData("""{"older_than": "1d", "expire_at": 1800000000}""", "not a time with an offset")]
    public void Invalid_policy_is_rejected(string json, string message = "")
    {
        JsonException error = Assert.Throws<JsonException>(() => RetentionPolicy.Parse(json));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_arguments_are_rejected()
    {
        Assert.Throws<ArgumentNullException>("json", () => RetentionPolicy.Parse(null!));
        Assert.Throws<ArgumentException>("ProtectDigests", () => new RetentionPolicy { ProtectDigests = [default] });
    }

    [Theory]
    [InlineData("""{"older_than": "30"}""", "At $.older_than (line 1): The value is not a duration, such as \"30d\" or \"12h\".")]
    [InlineData("""{"tag": ["a"]}""", "At $.tag (line 1): The property is unknown, or its value has the wrong type.")]
    [InlineData("""{"tags": "a"}""", "At $.tags (line 1): The property is unknown, or its value has the wrong type.")]
    public void Error_of_an_invalid_policy_names_the_property(string json, string message) =>
        Assert.Equal(message, Assert.Throws<JsonException>(() => RetentionPolicy.Parse(json)).Message);

    [Fact]
    public async Task Invalid_policy_is_rejected_before_a_request()
    {
        using var quay = new RetentionFixture();

        await Assert.ThrowsAsync<ArgumentException>("policy", () => quay.PlanAsync(new RetentionPolicy()));
        await Assert.ThrowsAsync<ArgumentNullException>("policy", () => quay.PlanAsync(null!));
        await Assert.ThrowsAsync<ArgumentException>(
            "policy", () => quay.PlanAsync(new RetentionPolicy { OlderThan = Month, ExpireAt = quay.Now }));
        await Assert.ThrowsAsync<ArgumentException>("repository", () => quay.History.PlanRetentionAsync(
            default(RepositoryName), new RetentionPolicy { OlderThan = Month }, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentException>("name", () => quay.History.PlanNamespaceRetentionAsync(
            "acme/app", new RetentionPolicy { OlderThan = Month }, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty(quay.Quay.Requests);
    }
}
