using Microsoft.Extensions.Time.Testing;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>The fake answers what a running Quay was recorded to answer.</summary>
/// <remarks>A file that is dropped into the folder of the recording is replayed without an entry anywhere.</remarks>
public class ConformanceTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<string>>> Faults = new(() => Replay.Of(Recording.Replayed));

    public static TheoryData<string> Replayed => [.. Recording.Replayed.Select(exchange => exchange.Name)];

    public static TheoryData<string> NotReplayed => [.. Recording.Everything.Except(Recording.Replayed).Select(exchange => exchange.Name)];

    [Theory]
    [MemberData(nameof(Replayed))]
    public void Answers_as_recorded(string name)
    {
        IReadOnlyList<string> faults = Faults.Value[name];
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void The_writes_that_were_not_recorded_are_done_too() =>
        Assert.Empty(Faults.Value.Where(pair => pair.Value.Count > 0).Select(pair => pair.Key).Except(Recording.Everything.Select(exchange => exchange.Name)));

    [Theory]
    [MemberData(nameof(NotReplayed))]
    public void What_is_not_replayed_is_nothing_that_the_fake_can_do(string name)
    {
        var exchange = RecordedExchange.Load(name);
        var world = new World(Server.Of(exchange), new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 28, 45, TimeSpan.Zero)));
        Assert.NotEmpty(Comparison.Of(exchange, world.Quay.Answer(Step.Of(exchange).Request), new Identifiers()));
    }

    [Fact]
    public void What_is_not_replayed_is_listed_by_name_with_its_reason() => Assert.Equal(
        Recording.Everything.Except(Recording.Replayed).Select(exchange => (exchange.Name, Recording.ReasonNotTo(exchange))).Order(),
        Recording.NotReplayed.Select(entry => (entry.Key, (string?)entry.Value)).Order());

    [Fact]
    public void Of_a_hundred_exchanges_ninety_five_are_replayed() =>
        Assert.InRange(Recording.Replayed.Count, Recording.Everything.Count * 0.95, Recording.Everything.Count);

    [Fact]
    public void Each_reason_not_to_replay_concerns_a_file() =>
        Assert.All(Recording.NotReplayable, entry => Assert.Contains(Recording.Everything, exchange => Recording.Concerns(entry, exchange)));

    [Fact]
    public void Each_name_of_the_session_is_that_of_a_file()
    {
        IEnumerable<string> recorded = Recording.Scripts.Values.SelectMany(lines => lines).Where(line => !line.Contains('\t', StringComparison.Ordinal));

        Assert.Empty(recorded.Except(Recording.Everything.Select(exchange => exchange.Name)));
    }
}
