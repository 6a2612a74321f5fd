namespace Quay.Client;

/// <summary>
/// Identifies an entry. Entries have no id in Quay's JSON. If two entries look the same, the older one is short-lived: it ended in the
/// second in which both began.
/// </summary>
internal readonly record struct EntryIdentity(
    long Second,
    string Name,
    string? Digest,
    bool Reversion,
    bool HasEndedAtOnce,
    bool IsPermanentlyDeleted,
    bool IsImmutable = false)
{
    private const string NoDigest = "-";

    public bool IsAmbiguous => HasEndedAtOnce || IsPermanentlyDeleted;

    public static EntryIdentity Of(TagHistoryEntry entry) => new(
        SecondOf(entry),
        entry.Name,
        entry.ManifestDigest,
        entry.Reversion,
        entry.Start is not null && entry.End == entry.Start,
        entry.IsPermanentlyDeleted,

        // It can change, so it only distinguishes entries that would otherwise look the same.
        entry.Immutable == true && entry.End <= entry.Start);

    // Gets the second in which an entry began. Quay lists entries without a start last.
    public static long SecondOf(TagHistoryEntry entry) => entry.Start?.ToUnixTimeSeconds() ?? 0;

    // Parses what ToString returns; null if the text is something else.
    public static EntryIdentity? Parse(string text) =>
        text.Split(' ', 4) is [var second, var digest, var flags, var name]
        && long.TryParse(second, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds)
            ? new EntryIdentity(
                seconds,
                name,
                digest == NoDigest ? null : digest,
                flags.Contains('r', StringComparison.Ordinal),
                flags.Contains('e', StringComparison.Ordinal),
                flags.Contains('d', StringComparison.Ordinal),
                flags.Contains('i', StringComparison.Ordinal))
            : null;

    // Returns a text for positions. The name is last, because a restored one can contain spaces.
    public override string ToString()
    {
        string flags = (Reversion ? "r" : "") + (HasEndedAtOnce ? "e" : "") + (IsPermanentlyDeleted ? "d" : "") + (IsImmutable ? "i" : "");
        return string.Create(CultureInfo.InvariantCulture, $"{Second} {Digest ?? NoDigest} ={flags} {Name}");
    }
}
