using System.Text.Json.Nodes;
using Quay.Client.Testing;
using Quay.Client.Testing.Registry;

namespace QuayTags.Tests;

/// <summary>The embedded Quay holds what was recorded.</summary>
public class SampleQuayTests
{
    private readonly FakeQuay _quay = SampleQuay.Create(Sample.Clock);

    [Fact]
    public void It_has_two_private_repositories_of_a_user_and_of_an_organization()
    {
        Assert.Equal(["quayadmin/busybox", "rqorg/hist2500"], _quay.Repositories.Select(repository => repository.FullName));
        Assert.Equal([false, true], _quay.Repositories.Select(repository => repository.Namespace.IsOrganization));
        Assert.All(_quay.Repositories, repository => Assert.False(repository.IsPublic));
    }

    [Fact]
    public void Its_rows_are_the_recorded_ones_in_their_order()
    {
        AssertSame(Recording.BusyboxRows, _quay.FindRepository("quayadmin/busybox")!.Rows);
        AssertSame(Recording.HistoryRows, _quay.FindRepository("rqorg/hist2500")!.Rows);
    }

    private static void AssertSame(List<JsonNode> recorded, IReadOnlyList<FakeTagRow> rows) => Assert.Equal(
        recorded.Select(row => ((string)row["name"]!, (string)row["manifest_digest"]!, (long)row["start_ts"]!, (long?)row["end_ts"], (bool)row["reversion"]!)),
        rows.Select(row => (row.Name, row.Digest, row.Start.ToUnixTimeSeconds(), row.End?.ToUnixTimeSeconds(), row.IsReversion)));
}
