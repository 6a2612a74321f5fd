namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Represents everything that a response shows of an entry. Times are Unix seconds. Several entries can look the same.</summary>
internal readonly record struct EntryState(string Name, long Start, string? Digest, bool Reversion, long? End, bool Immutable)
{
    public static EntryState Of(TagHistoryEntry entry) => new(
        entry.Name,
        entry.Start!.Value.ToUnixTimeSeconds(),
        entry.ManifestDigest,
        entry.Reversion,
        entry.End?.ToUnixTimeSeconds(),
        entry.Immutable == true);

    // The digest is long and would distinguish few entries.
    public override int GetHashCode() => HashCode.Combine(Name, Start, End);

    public override string ToString() =>
        $"{Name} {Digest?[^2..]} {Start}..{End}{(Reversion ? " restored" : "")}{(Immutable ? " immutable" : "")}";
}
