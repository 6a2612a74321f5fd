namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Compares the responses of the fake with those recorded from a Quay server, byte for byte.</summary>
/// <remarks>Every file in the folder of the recording is replayed. It needs no entry in a list.</remarks>
[Trait("Speed", "Slow")]
public class ConformanceTests
{
    private static readonly Lazy<Task<ReplayResult>> OverTheSocket = new(
        () => Replay.OfAsync(Recording.Replayed, quay => new SocketTransport(quay)));

    private static readonly Lazy<Task<ReplayResult>> ThroughTheHandler = new(
        () => Replay.OfAsync(Recording.Replayed, quay => new HandlerTransport(quay)));

    /// <summary>The replay that includes the exchanges which are otherwise skipped.</summary>
    private static readonly Lazy<Task<ReplayResult>> OfEverything = new(
        () => Replay.OfAsync(Recording.Everything, quay => new SocketTransport(quay)));

    public static TheoryData<string> Replayed => [.. Recording.Replayed.Select(exchange => exchange.Name)];

    public static TheoryData<string> NotReplayed => [.. Recording.Everything.Except(Recording.Replayed).Select(exchange => exchange.Name)];

    [Theory]
    [MemberData(nameof(Replayed))]
    public async Task Response_over_the_socket_equals_the_recorded_response(string name) =>
        AssertNone((await OverTheSocket.Value).Differences[name]);

    [Theory]
    [MemberData(nameof(Replayed))]
    public async Task Response_through_the_handler_equals_the_recorded_response(string name) =>
        AssertNone((await ThroughTheHandler.Value).Differences[name]);

    [Fact]
    public async Task Setup_writes_that_were_not_recorded_are_applied()
    {
        IEnumerable<string> recorded = Recording.Everything.Select(exchange => exchange.Name);
        ReplayResult replay = await OverTheSocket.Value;
        Assert.Empty(replay.Differences.Where(pair => pair.Value is not null).Select(pair => pair.Key).Except(recorded));
    }

    [Theory]
    [MemberData(nameof(NotReplayed))]
    public async Task Exchange_that_is_not_replayed_gets_a_different_response_from_the_fake(string name) =>
        Assert.NotNull((await OfEverything.Value).Differences[name]);

    [Fact]
    public void Exchanges_that_are_not_replayed_are_listed_by_name_with_their_reasons() => Assert.Equal(
        Recording.Everything.Except(Recording.Replayed).Select(exchange => (exchange.Name, Recording.ReasonNotToReplay(exchange))).Order(),
        Recording.NotReplayed.Select(entry => (entry.Key, (string?)entry.Value)).Order());

    [Fact]
    public void At_least_99_percent_of_the_exchanges_are_replayed() =>
        Assert.InRange(Recording.Replayed.Count, Recording.Everything.Count * 0.99, Recording.Everything.Count);

    [Fact]
    public void Each_reason_not_to_replay_applies_to_a_recorded_exchange() =>
        Assert.All(
            Recording.NotReplayable, entry => Assert.Contains(Recording.Everything, exchange => Recording.Matches(entry, exchange)));

    [Fact]
    public async Task Each_undetermined_part_occurs_in_a_response() =>
        Assert.Empty(UndeterminedPart.All.Except((await OverTheSocket.Value).Used));

    [Fact]
    public void Each_described_server_has_recorded_exchanges() =>
        Assert.Empty(RecordedServer.All.Except(Recording.Replayed.Select(RecordedServer.Of)));

    [Fact]
    public void Each_name_in_the_replay_order_is_a_recorded_exchange()
    {
        IEnumerable<string> recorded = Recording.Scripts.Values.SelectMany(lines => lines)
            .Where(line => !line.Contains('\t', StringComparison.Ordinal));

        Assert.Empty(recorded.Except(Recording.Everything.Select(exchange => exchange.Name)));
    }

    private static void AssertNone(string? difference) => Assert.True(difference is null, difference);
}
