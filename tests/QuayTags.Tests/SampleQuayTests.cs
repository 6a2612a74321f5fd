using System.Text.Json.Nodes;
using Quay.Client.Testing;

namespace QuayTags.Tests;

/// <summary>Tests that the sample contains the recorded data.</summary>
[Trait("Speed", "Slow")]
public class SampleQuayTests
{
    private readonly FakeQuay _quay = SampleQuay.Create();

    [Fact]
    public void Sample_has_two_private_repositories_of_a_user_and_of_an_organization()
    {
        Assert.Equal(["quayadmin/busybox", "rqorg/hist2500"], _quay.Repositories.Select(repository => repository.FullName));
        Assert.Equal([false, true], _quay.Repositories.Select(repository => repository.Namespace.IsOrganization));
        Assert.All(_quay.Repositories, repository => Assert.False(repository.IsPublic));
    }

    [Fact]
    public void Entries_of_the_sample_are_the_recorded_ones_in_their_order()
    {
        AssertSame(Recording.BusyboxEntries, _quay.FindRepository("quayadmin/busybox")!.Entries);
        AssertSame(Recording.Hist2500Entries, _quay.FindRepository("rqorg/hist2500")!.Entries);
    }

    [Fact]
    public void Both_sample_histories_end_within_an_hour_before_the_fixed_clock()
    {
        Assert.All(_quay.Repositories, repository => Assert.InRange(
            repository.Entries.Max(row => row.Start), SampleQuay.Now.AddHours(-1), SampleQuay.Now));
        Assert.Equal(SampleQuay.Now, _quay.TimeProvider.GetUtcNow());
    }

    [Theory]
    [InlineData("at", "1h")]
    [InlineData("at", "7d", "rqorg/hist2500")]
    [InlineData("diff", "1d", "0d")]
    [InlineData("diff", "7d", "0d", "rqorg/hist2500")]
    [InlineData("rollback", "quayadmin/busybox", "1h", "--dry-run")]
    [InlineData("rollback", "rqorg/hist2500", "1d", "--delete-newer", "--dry-run")]
    [InlineData("log", "rqorg/hist2500")]
    public async Task Sample_history_is_complete_and_durations_count_back_from_the_fixed_clock(params string[] args)
    {
        ToolRun run = await ToolRun.RunAsync(args);

        Assert.Equal(0, run.ExitCode);
        Assert.True(run.Lines.Length > 1, run.Output);
        Assert.DoesNotContain("may be missing", run.Output + run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("first known", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("? ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(": unknown", run.Output, StringComparison.Ordinal);
    }

    private static void AssertSame(List<JsonNode> recorded, IReadOnlyList<FakeTagEntry> rows) => Assert.Equal(
        recorded.Select(row => (
            (string)row["name"]!,
            (string)row["manifest_digest"]!,
            (long)row["start_ts"]!,
            (long?)row["end_ts"],
            (bool)row["reversion"]!)),
        rows.Select(row => (row.Name, row.Digest, row.Start.ToUnixTimeSeconds(), row.End?.ToUnixTimeSeconds(), row.IsReversion)));
}
