namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>
/// Values that Quay draws by lot, and digests of what only Quay can make: which one of the fake stands for which recorded one.
/// </summary>
/// <remarks>Those that were in the world from the beginning must be equal.</remarks>
internal sealed class Identifiers
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

    /// <summary>Whether a value of the fake may stand for a recorded one, and does from here on.</summary>
    public bool StandsFor(string answered, string recorded) =>
        _seen.TryGetValue(recorded, out string? known) ? known == answered
        : !_ofFake.ContainsKey(recorded) && !_ofFake.ContainsValue(answered) && !_seen.ContainsValue(answered)
            && !World.Knows(recorded) && _seen.TryAdd(recorded, answered);
}
