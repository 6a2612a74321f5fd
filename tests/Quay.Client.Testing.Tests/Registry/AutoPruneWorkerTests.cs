using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Verifies that the fake's auto-prune worker deletes tags like Quay's.</summary>
public class AutoPruneWorkerTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeQuay _quay;
    private readonly FakeRepository _app;

    public AutoPruneWorkerTests()
    {
        _quay = new FakeQuay(_clock) { Features = FakeFeatures.All };
        _app = _quay.AddRepository("acme/app");
        foreach (string tag in new[] { "v1", "pr-1", "v2", "pr-2" })
        {
            _app.Push(tag);
            _clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public void Policies_by_age_run_before_those_by_number()
    {
        _app.AddAutoPrunePolicy("number_of_tags", 2);
        _app.Namespace.AddAutoPrunePolicy("creation_date", "36h", "^v");
        Assert.Equal(["pr-2", "pr-1"], Prune());
    }

    [Fact]
    public void Pattern_is_searched_anywhere_and_can_be_inverted()
    {
        _app.AddAutoPrunePolicy("number_of_tags", 1, "r-", tagPatternMatches: false);
        Assert.Equal(["pr-2", "v2", "pr-1"], Prune());
    }

    [Fact]
    public void Immutable_tags_and_signatures_are_not_counted()
    {
        _app.SetImmutable("pr-2");
        _app.Push($"{_app.FindTag("v2")!.Digest.Replace(':', '-')}.sig");
        _app.AddAutoPrunePolicy("number_of_tags", 1);
        Assert.Equal(["pr-2", "v2"], Prune().Where(tag => !tag.StartsWith("sha256-", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[(")]
    [InlineData("100000000000000000000")]
    public void Failing_policy_ends_the_run(string fault)
    {
        bool isNumber = char.IsAsciiDigit(fault[0]);
        _app.Namespace.AddAutoPrunePolicy(
            "number_of_tags", isNumber ? System.Numerics.BigInteger.Parse(fault, null) : 1, isNumber ? null : fault);
        _app.AddAutoPrunePolicy("number_of_tags", 1);
        Assert.Equal(4, Prune().Count);
    }

    [Fact]
    public void Worker_does_nothing_in_a_read_only_repository_or_without_the_feature()
    {
        _app.AddAutoPrunePolicy("number_of_tags", 1);
        _app.State = FakeRepositoryState.ReadOnly;
        Assert.Equal(4, Prune().Count);
        _app.State = FakeRepositoryState.Normal;
        _quay.Features = FakeFeatures.All with { AutoPrune = false };
        Assert.Equal(4, Prune().Count);
    }

    [Fact]
    public void Each_deletion_is_in_the_usage_log_without_a_performer()
    {
        _app.AddAutoPrunePolicy("number_of_tags", 3);
        Prune();
        FakeLogEntry entry = Assert.Single(_app.Log);
        Assert.Equal(("autoprune_tag_delete", null, "v1"), (entry.Kind, entry.Performer, entry.Metadata["tag"]));
    }

    private List<string> Prune()
    {
        _quay.AutoPrune();
        return [.. _app.Tags.Select(tag => tag.Name)];
    }
}
