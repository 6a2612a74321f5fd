using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>The fake answers what a running Quay was recorded to answer.</summary>
public class ConformanceTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<string>>> Faults = new(() => Replay.Of(Recording.Replayed, Recording.Script));

    public static TheoryData<string> Replayed => [.. Recording.Replayed.Select(exchange => exchange.Name)];

    [Theory]
    [MemberData(nameof(Replayed))]
    public void Answers_as_recorded(string name)
    {
        IReadOnlyList<string> faults = Faults.Value[name];
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
