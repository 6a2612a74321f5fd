using System.Reflection;
using System.Text.RegularExpressions;

namespace Quay.Client.Testing.Tests.Seeds;

/// <summary>Tests what a seed adds to a fake.</summary>
public partial class SeedTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeQuay _quay = new(new FakeQuayClock(Now));

    private static string[] Examples =>
        [.. JsonBlock().Matches(Documents.Read("seeds.md")).Select(block => block.Groups["json"].Value)];

    [Fact]
    public void First_example_of_the_page_has_namespaces_tokens_and_a_history()
    {
        FakeQuaySeed seed = FakeQuaySeed.Parse(Examples[0]);
        _quay.Load(seed);

        FakeRepository app = Assert.Single(_quay.Repositories);
        Assert.Equal(Now, seed.Clock);
        Assert.Equal(("acme/app", true, "The shop"), (app.FullName, app.IsPublic, app.Description));
        Assert.Equal(["alice"], app.Namespace.Owners);
        Assert.Equal(TimeSpan.FromDays(14), app.Namespace.TimeMachine);
        Assert.True(_quay.Features.ImmutableTags);
        Assert.Equal(["repo:read"], _quay.FindToken("read-only")!.Scopes);
        Assert.Equal("alice", _quay.FindToken("alice-token")!.User.Name);
        Assert.Equal(["nightly", "multi", "latest", "v1", "latest"], app.Entries.Select(entry => entry.Name));
        Assert.Equal(["nightly", "multi", "latest", "v1"], app.Tags.Select(entry => entry.Name));
        Assert.Equal(4096, app.FindTag("latest")!.Manifest.Size);
        Assert.Equal(250, app.FindTag("v1")!.Start.Millisecond);
        Assert.True(app.FindTag("v1")!.IsImmutable);
        Assert.Equal(Now.AddDays(5).AddHours(14), app.FindTag("nightly")!.End);
        Assert.Equal(["sha256:aa", "sha256:bb"], app.FindTag("multi")!.Manifest.Children);
        Assert.True(app.FindTag("multi")!.Manifest.IsManifestList);
    }

    [Fact]
    public void Second_example_of_the_page_has_entries_of_the_api()
    {
        _quay.Load(FakeQuaySeed.Parse(Examples[1]));

        FakeRepository recorded = Assert.Single(_quay.Repositories);
        Assert.Equal(2, Examples.Length);
        Assert.Equal(new Version(3, 12), _quay.ServerVersion);
        Assert.Equal(["admin"], recorded.Namespace.Owners);
        Assert.Equal(["sha256:bb", "sha256:aa"], recorded.Entries.Select(entry => entry.Digest));
        Assert.Equal(recorded.Entries[0].Start, recorded.Entries[1].End);
        Assert.Equal(2048, recorded.Entries[1].Manifest.Size);
    }

    [Fact]
    public void Owner_of_a_seed_can_write_with_the_token_of_the_seed()
    {
        _quay.Load(FakeQuaySeed.Parse(Examples[0]));

        Assert.Equal(204, _quay.Send("DELETE", "acme/app/tag/latest", token: "alice-token").Status);
        Assert.Equal(403, _quay.Send("DELETE", "acme/app/tag/nightly", token: "read-only").Status);
        Assert.Equal(403, _quay.Send("DELETE", "acme/app/tag/nightly", token: _quay.Token).Status);
    }

    [Fact]
    public void Every_feature_of_the_fake_has_a_key_that_changes_only_that_feature()
    {
        PropertyInfo[] properties = [.. typeof(FakeFeatures).GetProperties().Where(property => property.CanWrite)];

        Assert.Equal(properties.Select(property => property.Name).Order(), SeedFeatures.Keys.Select(ChangedBy).Order());

        string ChangedBy(string key)
        {
            string[] values = key.StartsWith("LABELED", StringComparison.Ordinal) ? ["\"3h\""]
                : key == "REGISTRY_STATE" ? ["\"readonly\""]
                : ["true", "false"];
            return Assert.Single(values.SelectMany(value => Changes($$"""{"version":1,"features":{"{{key}}":{{value}} } }""")));
        }

        IEnumerable<string> Changes(string seed)
        {
            var quay = new FakeQuay();
            FakeFeatures before = quay.Features;
            quay.Load(FakeQuaySeed.Parse(seed));
            return properties
                .Where(property => !Equals(property.GetValue(before), property.GetValue(quay.Features)))
                .Select(property => property.Name);
        }
    }

    [Fact]
    public void Page_lists_every_key_of_the_features()
    {
        string page = Documents.Read("seeds.md");
        Assert.All(SeedFeatures.Keys, key => Assert.Contains($"`{key}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Policies_of_a_seed_apply()
    {
        _quay.Load(FakeQuaySeed.Parse("""
            {
              "version": 1,
              "features": { "FEATURE_IMMUTABLE_TAGS": true, "FEATURE_AUTO_PRUNE": true },
              "organizations": [{ "name": "acme", "auto_prune_policies": [{ "method": "number_of_tags", "value": 2 }] }],
              "repositories": [{
                "name": "acme/app",
                "state": "READ_ONLY",
                "immutability_policies": [{ "tag_pattern": "v1" }],
                "history": [
                  { "name": "v1", "digest": "sha256:aa", "start": "2026-01-01T00:00:00Z", "end": "2026-03-01T00:00:00Z" },
                  { "name": "v2", "digest": "sha256:aa", "start": "2026-01-02T00:00:00Z" }
                ]
              }]
            }
            """));

        FakeRepository app = _quay.FindRepository("acme/app")!;
        Assert.Equal(FakeRepositoryState.ReadOnly, app.State);
        Assert.Equal((true, null), (app.FindTag("v1")!.IsImmutable, app.FindTag("v1")!.End));
        Assert.False(app.FindTag("v2")!.IsImmutable);
        Assert.Equal(2L, Assert.Single(app.Namespace.AutoPrunePolicies).Value);
        Assert.NotEmpty(app.Namespace.AutoPrunePolicies[0].Id);
        Assert.NotEqual(app.ImmutabilityPolicies[0].Id, app.Namespace.AutoPrunePolicies[0].Id);
    }

    [Fact]
    public void Second_seed_uses_the_users_of_the_first_and_keeps_its_features()
    {
        _quay.Load(FakeQuaySeed.Parse("""{"version":1,"users":[{"name":"bob"}],"features":{"FEATURE_AUTO_PRUNE":true}}"""));
        _quay.Load(FakeQuaySeed.Parse("""{"version":1,"repositories":[{"name":"bob/app","permissions":{"admin":"write"}}]}"""));

        Assert.True(_quay.Features.AutoPrune);
        Assert.Equal("bob", Assert.Single(_quay.Repositories).Namespace.Name);
        Assert.Equal(200, _quay.Send("GET", "bob/app", token: _quay.Token).Status);
    }

    [Fact]
    public void Clock_stands_still_until_it_is_advanced()
    {
        var clock = new FakeQuayClock(Now);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(Now.AddHours(1), clock.GetUtcNow());
        Assert.False(clock.IsRunning);
        Assert.True(new FakeQuayClock().IsRunning);
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.MaxValue));
        Assert.Equal(TimeSpan.FromHours(1), clock.GetElapsedTime(new FakeQuayClock(Now).GetTimestamp()));
    }

    [GeneratedRegex(@"```json\n(?<json>(?s:.+?))\n```")]
    private static partial Regex JsonBlock();
}
