using System.Text.Json;

namespace Quay.Client.Testing.Tests.Seeds;

/// <summary>Tests that a wrong seed is rejected with its JSON path, and changes nothing.</summary>
public class SeedErrorTests
{
    private const string Time = "a time with its offset, such as \"2026-01-31T12:00:00Z\"";
    private const string Digest = "a digest, such as \"sha256:0cd3…\"";

    [Theory]
    [InlineData("[]", "$: expected an object, but found [].")]
    [InlineData("{}", "$: expected the property 'version'.")]
    [InlineData("""{"version":2}""", "$.version: expected the version 1 of this format, but found 2.")]
    [InlineData("""{"version":1,"clock":"2026-01-31T12:00:00"}""", $"$.clock: expected {Time}, but found \"2026-01-31T12:00:00\".")]
    [InlineData("""{"version":1,"server_version":"4.0"}""",
        "$.server_version: expected a version from \"3.6\" to \"3.18\", but found \"4.0\".")]
    [InlineData("""{"version":1,"users":[{"name":"a/b"}]}""", "$.users[0].name: expected a name without /, but found \"a/b\".")]
    [InlineData("""{"version":1,"tokens":[{"value":"t","scopes":["repo:red"]}]}""", "$.tokens[0].scopes[0]: expected \"repo:read\" or ")]
    [InlineData("""{"version":1,"repositories":[{"name":"app"}]}""",
        "$.repositories[0].name: expected a name with its namespace, such as \"acme/app\", but found \"app\".")]
    [InlineData("""{"version":1,"repositories":[{"name":"a/b","state":"normal"}]}""",
        "$.repositories[0].state: expected \"NORMAL\" or \"READ_ONLY\" or \"MIRROR\", but found \"normal\".")]
    [InlineData("""{"version":1,"repositories":[{"name":"a/b","description":5}]}""",
        "$.repositories[0].description: expected a string or null, but found 5.")]
    [InlineData("""{"version":1,"repositories":[{"name":"a/b","permissions":{"admin":"owner"}}]}""",
        "$.repositories[0].permissions.admin: expected \"read\" or \"write\" or \"admin\", but found \"owner\".")]
    [InlineData("""{"version":1,"repositories":[{"name":"a/b"},{"name":"a/b"}]}""",
        "$.repositories[1]: expected repositories with different names, but $.repositories[0] is 'a/b' too.")]
    [InlineData("""{"version":1,"users":[{"name":"a"}],"organizations":[{"name":"a"}]}""",
        "$.organizations[0]: expected users and organizations with different names, but $.users[0] is 'a' too.")]
    [InlineData("""{"version":1,"features":{"FEATURE_AUTO_PRUNE":"yes"}}""",
        "$.features.FEATURE_AUTO_PRUNE: expected true or false, but found \"yes\".")]
    [InlineData("""{"version":1,"features":{"LABELED_EXPIRATION_MINIMUM":"1x"}}""",
        "$.features.LABELED_EXPIRATION_MINIMUM: expected a duration, such as \"1h\" or \"104w\", but found \"1x\".")]
    [InlineData("""{"version":1,"users":[{"name":"a","auto_prune_policies":[{"method":"creation_date","value":"7"}]}]}""",
        "$.users[0].auto_prune_policies[0].value: expected an age, such as \"7d\", but found \"7\".")]
    [InlineData("""{"version":1,"users":[{"name":"a","immutability_policies":[{"tag_pattern":"("}]}]}""",
        "$.users[0].immutability_policies[0].tag_pattern: expected a regular expression of Python, but found \"(\".")]
    public void Wrong_seed_is_rejected_with_its_path(string seed, string expected) => AssertError(seed, expected);

    [Theory]
    [InlineData("""{"name":"a","digest":"sha256:aa"}""", "[0]: expected the property 'start'.")]
    [InlineData("""{"name":"a b","digest":"sha256:aa","start":"2026-01-01T00:00:00Z"}""",
        "[0].name: expected the name of a tag, which must match [A-Za-z0-9_.-], ")]
    [InlineData("""{"name":"a","digest":"aa","start":"2026-01-01T00:00:00Z"}""", $"[0].digest: expected {Digest}, but found \"aa\".")]
    [InlineData("""{"name":"a","digest":"sha256:aa","start":5}""", $"[0].start: expected {Time}, but found 5.")]
    [InlineData("""{"name":"a","digest":"sha256:aa","start":"2026-01-01T00:00:00Z","ende":"x"}""",
        "[0].ende: expected one of the properties name, digest, start, end, size, reversion, immutable, children.")]
    [InlineData("""{"name":"a","digest":"sha256:aa","start":"2026-01-01T00:00:00Z","size":5,"children":[]}""",
        "[0].size: expected no size, because the manifest list has none, but found 5.")]
    [InlineData(
        """
        {"name":"a","digest":"sha256:aa","start":"2026-01-01T00:00:00Z"},{"name":"a","digest":"sha256:aa","start":"2026-01-02T00:00:00Z"}
        """,
        "[1]: expected entries of the tag 'a' that do not overlap, but $.repositories[0].history[0] has no end.")]
    [InlineData(
        """
        {"name":"a","digest":"sha256:aa","start":"2026-01-02T00:00:00Z"},
        {"name":"a","digest":"sha256:aa","start":"2026-01-01T00:00:00Z","end":"2026-01-02T00:00:00.001Z"}
        """,
        "[0]: expected entries of the tag 'a' that do not overlap, but $.repositories[0].history[1] ends after this entry starts.")]
    [InlineData(
        """
        {"name":"a","digest":"sha256:aa","start":"2026-01-01T00:00:00Z","size":1},
        {"name":"b","digest":"sha256:aa","start":"2026-01-01T00:00:00Z","size":2}
        """,
        "[1]: expected the same size and children as in $.repositories[0].history[0], which has the same digest.")]
    [InlineData(
        """
        {"name":"a","manifest_digest":"sha256:aa","start_ts":10},{"name":"b","digest":"sha256:aa","start":"2026-01-01T00:00:00Z"}
        """,
        "[1].digest: expected one of the properties name, manifest_digest,")]
    [InlineData("""{"name":"a","manifest_digest":"sha256:aa","start_ts":"10"}""",
        "[0].start_ts: expected a Unix time in seconds, but found \"10\".")]
    [InlineData("""{"name":"a","manifest_digest":"sha256:aa","child_manifests_presence":{"sha256:bb":1}}""",
        "[0].child_manifests_presence.sha256:bb: expected true or false, but found 1.")]
    [InlineData("""{"name":"a","manifest_digest":"sha256:aa","start_ts":10},{"name":"b","manifest_digest":"sha256:aa","start_ts":11}""",
        "[1].start_ts: expected a start that is not after that of the previous entry, as in Quay's list, but found 11.")]
    [InlineData("""{"name":"a","manifest_digest":"sha256:aa","start_ts":10},{"name":"a","manifest_digest":"sha256:aa","start_ts":9}""",
        "[1]: expected entries of the tag 'a' that do not overlap, but $.repositories[0].history[0] has no end_ts either.")]
    public void Wrong_entry_is_rejected_with_its_path(string entries, string expected) => AssertError(
        $$"""{"version":1,"repositories":[{"name":"acme/app","history":[{{entries}}]}]}""", "$.repositories[0].history" + expected);

    [Fact]
    public void Unknown_property_is_rejected_with_the_known_ones()
    {
        AssertError(
            """{"version":1,"repositories":[{"name":"a/b","visiblity":"public"}]}""",
            "$.repositories[0].visiblity: expected one of the properties name, visibility, description, state, permissions, history, "
            + "auto_prune_policies, immutability_policies.");
        AssertError("""{"version":1,"features":{"FEATURE_X":true}}""", "$.features.FEATURE_X: expected one of the properties FEATURE_");
    }

    [Theory]
    [InlineData("{\"version\": 1,\n  x}", "Line 2 is not valid JSON at its byte 3.")]
    [InlineData("""{"version":1,}""", "Line 1 is not valid JSON at its byte 14.")]
    [InlineData("""{"version":1""", "Line 1 is not valid JSON at its byte 13.")]
    [InlineData("""{"version":1,"users":[{"name":"a","name":"b"}]}""", "$.users[0].name: expected the property only once.")]
    [InlineData(" \n", "Expected JSON, but the text is empty.")]
    public void Text_that_is_not_json_is_rejected_with_its_place(string text, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => FakeQuaySeed.Parse(text)).Message);

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-01-10T00:00:00Z", null)]
    [InlineData("2026-01-10T00:00:00Z", "2026-01-01T00:00:00Z", null)]
    [InlineData("2026-01-10T00:00:00Z", "2026-01-10T00:00:00Z", "end: expected a time after the start.")]
    [InlineData("2026-01-10T00:00:00Z", "2025-12-26T23:59:59Z", "end: expected a time after the start.")]
    [InlineData("2026-01-20T00:00:00Z", "2026-01-17T12:00:01Z", "end: expected a time after the start.")]
    [InlineData("2026-01-31T12:00:00.001Z", "2026-02-28T00:00:00Z",
        "start: expected a time that is not after the clock's 2026-01-31 12:00:00Z.")]
    public void Only_times_that_quay_produces_are_accepted(string start, string end, string? expected)
    {
        string seed = $$"""
            {"version":1,"clock":"2026-01-31T12:00:00Z","repositories":[{"name":"acme/app","history":
              [{"name":"a","digest":"sha256:aa","start":"{{start}}","end":"{{end}}"}]}]}
            """;

        if (expected is null)
        {
            Assert.Single(FakeQuaySeed.Parse(seed).Repositories);
            return;
        }

        AssertError(seed, "$.repositories[0].history[0]." + expected);
    }

    [Theory]
    [InlineData("""{"version":1,"repositories":[{"name":"new/a"},{"name":"acme/app"}]}""",
        "$.repositories[1]: the fake already has the repository 'acme/app'.")]
    [InlineData("""{"version":1,"organizations":[{"name":"new"},{"name":"acme"}]}""",
        "$.organizations[1]: the fake already has the namespace 'acme'.")]
    [InlineData("""{"version":1,"organizations":[{"name":"admin"}]}""", "$.organizations[0]: the fake already has the namespace 'admin'.")]
    [InlineData("""{"version":1,"users":[{"name":"new"}],"tokens":[{"value":"t"}]}""", "$.tokens[0]: the fake already has this token.")]
    [InlineData("""{"version":1,"organizations":[{"name":"new","owners":["bob"]}]}""",
        "$.organizations[0].owners[0]: the user 'bob' does not exist. Add it to the seed's users.")]
    [InlineData("""{"version":1,"tokens":[{"value":"u","user":"acme"}]}""",
        "$.tokens[0].user: the user 'acme' does not exist. Add it to the seed's users.")]
    [InlineData("""{"version":1,"repositories":[{"name":"new/a","permissions":{"bob":"read"}}]}""",
        "$.repositories[0].permissions.bob: the user 'bob' does not exist. Add it to the seed's users.")]
    [InlineData("""{"version":1,"repositories":[{"name":"new/a","immutability_policies":[{"tag_pattern":"v.*"}]}]}""",
        "$.repositories[0].immutability_policies: they need FEATURE_IMMUTABLE_TAGS in the seed's features, and Quay 3.17 or newer.")]
    public void Seed_that_contradicts_the_fake_changes_nothing(string seed, string expected)
    {
        var quay = new FakeQuay();
        quay.AddRepository("acme/app");
        quay.AddTokenWithValue("t", "admin");

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => quay.Load(FakeQuaySeed.Parse(seed)));

        Assert.Equal(expected, error.Message);
        Assert.Equal(["acme/app"], quay.Repositories.Select(repository => repository.FullName));
        Assert.Null(quay.FindNamespace("new"));
        Assert.Equal(2, quay.Tokens.Count);
    }

    private static void AssertError(string seed, string expected)
    {
        using (JsonDocument.Parse(seed))
        {
            FormatException error = Assert.Throws<FormatException>(() => FakeQuaySeed.Parse(seed));
            Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        }
    }
}
