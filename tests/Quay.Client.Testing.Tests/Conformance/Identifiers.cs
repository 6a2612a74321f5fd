using System.Text.RegularExpressions;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Values that Quay draws by lot, and digests of what only Quay can make: which one of the fake stands for which recorded one.</summary>
/// <remarks>Those that were in the world from the beginning must be equal.</remarks>
internal sealed partial class Identifiers
{
    private readonly Dictionary<string, string> _ofFake = [];
    private readonly Dictionary<string, string> _seen = [];

    /// <summary>A recorded text as the fake would say it.</summary>
    public string Translate(string recorded) =>
        _ofFake.Aggregate(recorded, (text, pair) => text.Replace(pair.Key, pair.Value, StringComparison.Ordinal)
            .Replace(Uri.EscapeDataString(pair.Key), Uri.EscapeDataString(pair.Value), StringComparison.Ordinal));

    /// <summary>Remembers what one of the fake stands for that is in no recorded answer.</summary>
    public void Learn(string recorded, string answered) => _ofFake.Add(recorded, answered);

    /// <summary>Remembers the identifiers of an answer, or forgets them when it was not the recorded one.</summary>
    public void Keep(bool isRight)
    {
        foreach ((string recorded, string answered) in isRight ? _seen : [])
        {
            _ofFake.Add(recorded, answered);
        }

        _seen.Clear();
    }

    /// <summary>Whether two texts differ by identifiers at most, and by the same ones as before.</summary>
    public bool AreEqual(string recorded, string answered, bool isToken)
    {
        if (recorded == answered || Translate(recorded) == answered)
        {
            return true;
        }

        if (isToken)
        {
            return answered.Length > 0 && StandsFor(answered, recorded);
        }

        string[] ofRecording = [.. Drawn().Matches(recorded).Select(match => match.Value)];
        string[] ofFake = [.. Drawn().Matches(answered).Select(match => match.Value)];
        return Drawn().Replace(recorded, "") == Drawn().Replace(answered, "")
            && ofRecording.Length == ofFake.Length
            && ofRecording.Zip(ofFake).All(pair => pair.First == pair.Second || StandsFor(pair.Second, pair.First));
    }

    private bool StandsFor(string answered, string recorded) =>
        _seen.TryGetValue(recorded, out string? known) ? known == answered
        : !_ofFake.ContainsKey(recorded) && !_ofFake.ContainsValue(answered) && !_seen.ContainsValue(answered)
            && !World.Knows(recorded) && _seen.TryAdd(recorded, answered);

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|sha256:[0-9a-f]{64}")]
    private static partial Regex Drawn();
}
