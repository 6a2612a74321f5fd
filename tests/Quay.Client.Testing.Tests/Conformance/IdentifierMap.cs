namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>
/// Values that Quay draws by lot, and digests of what only Quay can make: which one of the fake stands for which recorded one.
/// </summary>
/// <remarks>Those that were in the world from the beginning must be equal.</remarks>
internal sealed class IdentifierMap
{
    private readonly Dictionary<string, string> _ofFake = [];
    private readonly Dictionary<string, string> _seen = [];

    /// <summary>A recorded text as the fake would say it.</summary>
    public string Translate(string recorded) =>
        _ofFake.Aggregate(recorded, (text, pair) => text.Replace(pair.Key, pair.Value, StringComparison.Ordinal)
            .Replace(Uri.EscapeDataString(pair.Key), Uri.EscapeDataString(pair.Value), StringComparison.Ordinal));

    /// <summary>Remembers what one of the fake stands for that is in no recorded answer.</summary>
    public void Add(string recorded, string actual) => _ofFake.Add(recorded, actual);

    /// <summary>Remembers the identifiers of an answer, or forgets them when it was not the recorded one.</summary>
    public void Commit(bool isEqual)
    {
        foreach ((string recorded, string actual) in isEqual ? _seen : [])
        {
            _ofFake.Add(recorded, actual);
        }

        _seen.Clear();
    }

    /// <summary>Whether a value of the fake may stand for a recorded one, and does from here on.</summary>
    public bool TryMatch(string actual, string recorded) =>
        _seen.TryGetValue(recorded, out string? known) ? known == actual
        : !_ofFake.ContainsKey(recorded) && !_ofFake.ContainsValue(actual) && !_seen.ContainsValue(actual)
            && !InitialState.Contains(recorded) && _seen.TryAdd(recorded, actual);
}
