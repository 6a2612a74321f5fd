namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Maps recorded identifiers to those of the fake: values that Quay generates, and digests that only Quay can compute.</summary>
/// <remarks>Identifiers of the initial state must be equal.</remarks>
internal sealed class IdentifierMap
{
    private readonly Dictionary<string, string> _ofFake = [];
    private readonly Dictionary<string, string> _seen = [];

    /// <summary>Replaces recorded identifiers in a text by those of the fake.</summary>
    public string Translate(string recorded) =>
        _ofFake.Aggregate(recorded, (text, pair) => text.Replace(pair.Key, pair.Value, StringComparison.Ordinal)
            .Replace(Uri.EscapeDataString(pair.Key), Uri.EscapeDataString(pair.Value), StringComparison.Ordinal));

    /// <summary>Adds an identifier that is in no recorded response.</summary>
    public void Add(string recorded, string actual) => _ofFake.Add(recorded, actual);

    /// <summary>Adds the identifiers that <see cref="TryMatch"/> found in a response, or discards them if the response differs.</summary>
    public void Commit(bool isEqual)
    {
        foreach ((string recorded, string actual) in isEqual ? _seen : [])
        {
            _ofFake.Add(recorded, actual);
        }

        _seen.Clear();
    }

    /// <summary>Determines whether an identifier of the fake can correspond to a recorded one.</summary>
    public bool TryMatch(string actual, string recorded) =>
        _seen.TryGetValue(recorded, out string? known) ? known == actual
        : !_ofFake.ContainsKey(recorded) && !_ofFake.ContainsValue(actual) && !_seen.ContainsValue(actual)
            && !InitialState.Contains(recorded) && _seen.TryAdd(recorded, actual);
}
