using System.Text.Json;
using static Quay.Client.History.Tests.AutoPrune.Policies;

namespace Quay.Client.History.Tests.AutoPrune;

/// <summary>Verifies how the policies that a real Quay accepted are interpreted.</summary>
public class RecordedPolicyTests
{
    private static readonly AutoPrunePolicy[] Recorded =
    [
        .. JsonDocument.Parse(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recorded", "autoprune-repo-list.http")).Last())
            .RootElement.GetProperty("policies").EnumerateArray()
            .Select(policy => policy.Deserialize<AutoPrunePolicy>()!),
    ];

    [Fact]
    public void Only_a_malformed_pattern_and_a_number_beyond_64_bits_are_unpredictable() => Assert.Equal(
        ["number_of_tags 3, tags that match [(", "number_of_tags 100000000000000000000"],
        Recorded.Select(policy => ScopedAutoPrunePolicy.Of(AutoPruneScope.Repository, "rqorg/tpol", policy))
            .Where(policy => policy.UnpredictableReason is not null)
            .Select(policy => policy.Policy.ToString()));

    [Fact]
    public void Each_recorded_policy_deletes_the_tags_of_its_value_and_pattern()
    {
        RepositorySnapshot snapshot = Snapshot(
            [Tag("pr-1", 400), Tag("dev1", 20), Tag("v1", 8), Tag("v2", 2), Tag("v3", 1), Tag("v4", 0.1)]);
        Assert.Equal(
            [
                "number_of_tags 10: ",
                "creation_date 7d: dev1 pr-1 v1",
                "creation_date 2w, tags that do not match ^pr-.*: dev1",
                "number_of_tags 3, tags that match v.*: dev1 v1",
                "creation_date 0d: dev1 pr-1 v1 v2 v3 v4",
                "number_of_tags 77: ",
                "creation_date 36h: dev1 pr-1 v1 v2",
                "creation_date 1y: pr-1",
            ],
            Recorded.Where(policy => policy.TagPattern != "[(" && (policy.Age is not null || policy.TagCount is not null))
                .Select(policy => $"{policy}: {Deleted(policy)}"));

        string Deleted(AutoPrunePolicy policy) => string.Join(' ', Simulate(snapshot, policy).Deletions
            .Where(deletion => deletion.When == AutoPruneTime.Now)
            .Select(deletion => deletion.Tag));
    }
}
