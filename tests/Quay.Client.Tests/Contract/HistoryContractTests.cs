using Microsoft.Extensions.Time.Testing;
using Quay.Client.History;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>Verifies the results for recorded histories of a Quay server.</summary>
public class HistoryContractTests
{
    private static readonly DateTimeOffset Moves = DateTimeOffset.FromUnixTimeSeconds(1_795_436_671);
    private static readonly DateTimeOffset Read = Moves.AddHours(1);

    [Fact]
    public async Task Moves_and_reversions_of_one_second_are_returned_in_order()
    {
        await using RecordedQuay quay = QuayOf("rqorg/moves", "tags-list-moves-history", "&specificTag=latest");
        using QuayClient client = ClientOf(quay);

        IReadOnlyList<TagEvent> events = (await client.History.GetTimelineAsync("rqorg/moves", "latest")).Events;

        // The tag was also deleted and recreated in that second, which is a move by Quay's rule.
        Assert.Equal(
            [
                (TagEventKind.Created, null, "8265ad64"),
                (TagEventKind.Moved, "8265ad64", "e95f58b4"),
                (TagEventKind.Moved, "e95f58b4", "7a102cd3"),
                (TagEventKind.Reverted, "7a102cd3", "8265ad64"),
                (TagEventKind.Reverted, "8265ad64", "e95f58b4"),
                (TagEventKind.Moved, "e95f58b4", "7a102cd3"),
            ],
            events.Select(timelineEvent => (timelineEvent.Kind, Short(timelineEvent.FromDigest), Short(timelineEvent.ToDigest))));
        Assert.All(events, timelineEvent => Assert.Equal(Moves, timelineEvent.At));
    }

    [Fact]
    public async Task GetTagAtAsync_returns_the_last_manifest_of_a_second()
    {
        await using RecordedQuay quay = QuayOf("rqorg/moves", "tags-list-moves-history", "&specificTag=latest");
        using QuayClient client = ClientOf(quay);

        TagAt latest = await client.History.GetTagAtAsync("rqorg/moves", "latest", Moves);

        Assert.Equal((TagPresence.Present, "7a102cd3"), (latest.Presence, Short(latest.ManifestDigest)));
    }

    [Fact]
    public async Task Permanently_deleted_tag_is_unknown_before_its_deletion()
    {
        DateTimeOffset deletion = DateTimeOffset.FromUnixTimeSeconds(1_794_227_330) + TimeSpan.FromDays(14);
        DateTimeOffset began = DateTimeOffset.FromUnixTimeSeconds(1_795_436_670);
        await using RecordedQuay quay = QuayOf("rqorg/scratch", "tag-expire-dead-list-after", "&specificTag=v4");
        using QuayClient client = ClientOf(quay);

        RepositorySnapshot between = await client.History.GetSnapshotAsync("rqorg/scratch", deletion.AddSeconds(-30), "v4");

        Assert.InRange(deletion, began, began.AddHours(1));
        Assert.Equal(TagPresence.Unknown, between.Find("v4").Presence);
        Assert.Contains("permanently deleted", between.Unknown["v4"], StringComparison.Ordinal);
    }

    private static string? Short(string? digest) => digest?[7..15];

    private static RecordedQuay QuayOf(RepositoryName repository, string recordedPage, string query) => new RecordedQuay()
        .Expect($"/api/v1/repository/{repository}?includeTags=false", "repo-get-includeTags-false")
        .Expect($"/api/v1/repository/{repository}/tag/?limit=100{query}", recordedPage);

    private static QuayClient ClientOf(RecordedQuay quay) =>
        quay.CreateClient(options => options.TimeProvider = new FakeTimeProvider(Read));
}
