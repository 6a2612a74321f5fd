using static Quay.Client.History.Tests.AutoPrune.Policies;

namespace Quay.Client.History.Tests.AutoPrune;

/// <summary>Verifies each rule of Quay's auto-prune worker, without a server.</summary>
public class AutoPruneRuleTests
{
    private static readonly string Image = "sha256:" + new string('a', 64);

    [Fact]
    public void Number_of_tags_deletes_all_but_the_newest_and_names_the_one_to_go_at_the_next_push()
    {
        AutoPruneSimulation simulation = Simulate(Snapshot([Tag("a", 1), Tag("b", 2), Tag("c", 3), Tag("d", 4)]), Newest(2));
        Assert.Equal("c:now d:now b:push", Summary(simulation));
        Assert.Equal("2 tags are newer, and Quay keeps 2.", simulation.Deletions[0].Reason);
        Assert.True(simulation.IsComplete);
    }

    [Fact]
    public void Fewer_tags_than_the_number_are_kept_even_at_the_next_push() =>
        Assert.Equal("", Summary(Simulate(Snapshot([Tag("a", 1), Tag("b", 2)]), Newest(3))));

    [Fact]
    public void As_many_tags_as_the_number_lose_the_oldest_at_the_next_push() =>
        Assert.Equal("b:push", Summary(Simulate(Snapshot([Tag("a", 1), Tag("b", 2)]), Newest(2))));

    [Fact]
    public void Tags_of_the_second_that_the_number_cuts_are_uncertain()
    {
        AutoPruneSimulation simulation = Simulate(Snapshot([Tag("a", 1), Tag("b", 2), Tag("c", 2), Tag("d", 2), Tag("e", 3)]), Newest(2));
        Assert.Equal("e:now b:now? c:now? d:now? b:push c:push d:push", Reordered(simulation));
        Assert.Equal("1 tag is newer, and 2 others began in the same second, and Quay keeps 2.", Find(simulation, "b").Reason);
    }

    [Fact]
    public void Tied_tags_that_are_all_kept_or_all_deleted_are_certain() => Assert.Equal(
        "c:now d:now a:push? b:push?",
        Summary(Simulate(Snapshot([Tag("a", 1), Tag("b", 1), Tag("c", 2), Tag("d", 2)]), Newest(2))));

    [Fact]
    public void Newer_tag_that_is_possibly_deleted_does_not_count_as_certainly_newer() => Assert.Equal(
        "c:now? v1:now? v2:now?",
        string.Join(' ', Summary(Simulate(Snapshot([Tag("v1", 1), Tag("v2", 1), Tag("c", 2)]), Newest(1, "^v"), Newest(2)))
            .Split(' ').Where(word => word.Contains("now", StringComparison.Ordinal))));

    [Fact]
    public void Creation_date_deletes_older_tags_now_and_the_others_at_their_time()
    {
        AutoPruneSimulation simulation = Simulate(Snapshot([Tag("a", 1), Tag("b", 8), Tag("c", 7)]), Older("7d"));
        Assert.Equal("b:now c:later a:later", Summary(simulation));
        Assert.Equal(Now.AddSeconds(1), Find(simulation, "c").At);
        Assert.Equal(Now.AddDays(6).AddSeconds(1), Find(simulation, "a").At);
    }

    [Fact]
    public void Tag_that_expires_before_its_time_is_not_listed() => Assert.Equal(
        "a:later", Summary(Simulate(Snapshot([Tag("a", 1, expiresInDays: 7), Tag("b", 1, expiresInDays: 6)]), Older("7d"))));

    [Fact]
    public void Live_tag_with_a_future_expiry_is_counted_and_deleted() => Assert.Equal(
        "b:now a:push", Summary(Simulate(Snapshot([Tag("a", 1, expiresInDays: 1), Tag("b", 2, expiresInDays: 1)]), Newest(1))));

    [Fact]
    public void Immutable_tag_is_neither_counted_nor_deleted() => Assert.Equal(
        "c:now b:push",
        Summary(Simulate(Snapshot([Tag("a", 1) with { Immutable = true }, Tag("b", 2), Tag("c", 3)]), Newest(1))));

    [Fact]
    public void Tag_without_a_start_is_the_oldest()
    {
        AutoPruneSimulation simulation = Simulate(Snapshot([Tag("a", 1), Tag("b", 0) with { Start = null }]), Newest(1));
        Assert.Equal("b:now a:push", Summary(simulation));
        Assert.Equal("b:now a:later", Summary(Simulate(Snapshot([Tag("a", 1), Tag("b", 0) with { Start = null }]), Older("2d"))));
    }

    [Fact]
    public void Pattern_limits_the_tags_that_are_counted_and_deleted()
    {
        RepositorySnapshot snapshot = Snapshot([Tag("v1", 1), Tag("pr-1", 2), Tag("v2", 3), Tag("pr-2", 4)]);
        Assert.Equal("pr-2:now pr-1:push", Summary(Simulate(snapshot, Newest(1, "^pr-"))));
        Assert.Equal("v2:now v1:push", Summary(Simulate(snapshot, Newest(1, "^pr-", matches: false))));
    }

    [Fact]
    public void Policies_by_age_run_before_those_by_number_whatever_their_order()
    {
        // By number alone, c would be deleted, too.
        RepositorySnapshot snapshot = Snapshot([Tag("a", 1), Tag("b-old", 9), Tag("c", 10)]);
        AutoPruneSimulation simulation = Simulate(snapshot, Newest(2), Older("8d", "old"));
        Assert.Equal("b-old:now c:push", Summary(simulation));
        Assert.Equal(["creation_date", "number_of_tags"], simulation.Policies.Select(policy => policy.Policy.Method));
    }

    [Fact]
    public void Deletion_names_the_first_policy_that_deletes_the_tag()
    {
        AutoPruneSimulation simulation = Simulate(Snapshot([Tag("a", 1), Tag("b", 9)]), Newest(1), Older("30d"), Older("8d"));
        Assert.Equal("8d", Find(simulation, "b").Policy.Policy.Value);
        Assert.Equal("a:later", Summary(Simulate(Snapshot([Tag("a", 1)]), Older("30d"), Older("8d"))));
        Assert.Equal("8d", Find(Simulate(Snapshot([Tag("a", 1)]), Older("30d"), Older("8d")), "a").Policy.Policy.Value);
    }

    [Theory]
    [InlineData("0d", "a:now")]
    [InlineData("-1d", "a:now")]
    [InlineData(" 5d", "a:later")]
    [InlineData("1y", "a:later")]
    [InlineData("90m", "a:now")]
    [InlineData("86401s", "a:later")]
    [InlineData("8000y", "")]
    public void Age_is_read_like_Quay_reads_it(string age, string expected) =>
        Assert.Equal(expected, Summary(Simulate(Snapshot([Tag("a", 1)]), Older(age))));

    [Theory]
    [InlineData("creation_date", "\"1M\"")]
    [InlineData("creation_date", "\"100000000000y\"")]
    [InlineData("number_of_tags", "100000000000000000000")]
    [InlineData("by_size", "10")]
    public void Unknown_method_or_value_makes_the_policy_unpredictable_and_later_ones_uncertain(string method, string value)
    {
        AutoPruneSimulation simulation = Simulate(Snapshot([Tag("a", 1), Tag("b", 2)]), Read(method, value), Newest(1));
        Assert.Equal("b:now? a:push?", Summary(simulation));
        Assert.False(simulation.IsComplete);
        string?[] reasons = [.. simulation.Policies.Select(policy => policy.UnpredictableReason).OfType<string>()];
        Assert.Contains(value.Trim('"'), Assert.Single(reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Unpredictable_pattern_makes_every_tag_that_it_can_delete_uncertain()
    {
        AutoPruneSimulation simulation = Simulate(Snapshot([Tag("a", 1), Tag("b", 9)]), Older("8d", "[[:alpha:]]"));
        Assert.Equal("b:now? a:later?", Summary(simulation));
        Assert.False(simulation.IsComplete);
        Assert.Contains("unpredictable", simulation.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Certain_time_is_listed_in_addition_to_an_earlier_uncertain_one() => Assert.Equal(
        "a:later? a:later", Summary(Simulate(Snapshot([Tag("a", 1)]), Older("9d"), Older("8d", "[[:alpha:]]"))));

    [Fact]
    public void Tag_in_an_unknown_state_makes_the_count_uncertain()
    {
        AutoPruneSimulation simulation = Simulate(Snapshot([Tag("a", 1), Tag("b", 2), Tag("c", 3)], unknown: "moved"), Newest(2));
        Assert.Equal("c:now b:now? b:push a:push?", Reordered(simulation));
        Assert.False(simulation.IsComplete);
    }

    [Fact]
    public void Signature_tags_are_not_counted_and_go_with_the_last_tag_of_their_image()
    {
        string signature = $"sha256-{new string('a', 64)}.sig";
        TagHistoryEntry signed = Tag(signature, 0, digest: "sha256:51");
        AutoPruneSimulation last = Simulate(Snapshot([Tag("a", 1), Tag("b", 2, digest: Image), signed]), Newest(1));
        Assert.Equal($"b:now {signature}:now a:push", Summary(last));
        Assert.Equal("Its image loses its last tag.", Find(last, signature).Reason);
        TagHistoryEntry deleted = Tag("b", 2, digest: Image);
        Assert.Equal("b:now a:push", Summary(Simulate(Snapshot([Tag("a", 1, digest: Image), deleted, signed]), Newest(1))));
        Assert.Equal("b:now a:push", Summary(Simulate(Snapshot([Tag("a", 1), deleted, signed with { Immutable = true }]), Newest(1))));
        Assert.Equal("b:now a:push", Summary(Simulate(Snapshot([Tag("a", 1), Tag("b", 2), signed]), Newest(1))));
    }

    [Fact]
    public void Signature_tags_go_at_the_time_of_the_last_tag_of_their_image()
    {
        string signature = $"sha256-{new string('a', 64)}.att";
        AutoPruneSimulation simulation = Simulate(
            Snapshot([Tag("a", 1, digest: Image), Tag("b", 9, digest: Image), Tag(signature, 0)]), Older("8d"));
        Assert.Equal($"b:now a:later {signature}:later", Summary(simulation));
        Assert.Equal(Find(simulation, "a").At, Find(simulation, signature).At);
    }

    [Fact]
    public void Similar_name_is_an_ordinary_tag() =>
        Assert.Equal("sha256-aa.sig:now a:push", Summary(Simulate(Snapshot([Tag("a", 1), Tag("sha256-aa.sig", 2)]), Newest(1))));

    [Theory]
    [InlineData("READ_ONLY")]
    [InlineData("MIRROR")]
    public void Repository_that_is_not_normal_is_not_pruned(string state)
    {
        AutoPruneSimulation simulation = AutoPruneReader.Simulate(
            Snapshot([Tag("a", 1), Tag("b", 2)]),
            state,
            [ScopedAutoPrunePolicy.Of(AutoPruneScope.Repository, "acme/app", Newest(1))],
            []);
        Assert.Empty(simulation.Deletions);
        Assert.Contains(state, simulation.ToString(), StringComparison.Ordinal);
    }

    private static AutoPruneDeletion Find(AutoPruneSimulation simulation, string tag) =>
        simulation.Deletions.First(deletion => deletion.Tag == tag);

    // Within one time, certain deletions first.
    private static string Reordered(AutoPruneSimulation simulation) => string.Join(' ', Summary(simulation).Split(' ')
        .OrderBy(word => word.Contains("push", StringComparison.Ordinal))
        .ThenBy(word => word[^1] == '?'));
}
