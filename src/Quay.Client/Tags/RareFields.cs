namespace Quay.Client;

/// <summary>What hardly any row has of its own, apart from the row: the fields of lists, and dates that do not repeat the start and the end.</summary>
internal sealed record RareFields
{
    private static readonly RareFields None = new();

    public DateTimeOffset? LastModified { get; init; }

    public DateTimeOffset? Expiration { get; init; }

    public bool? IsSparse { get; init; }

    public int? ChildManifestCount { get; init; }

    public int? PresentChildCount { get; init; }

    public IReadOnlyDictionary<string, bool>? ChildManifestsPresence { get; init; }

    /// <summary>Changed fields; null when none is left, as for a row that never had any.</summary>
    public static RareFields? With(RareFields? fields, Func<RareFields, RareFields> change) =>
        change(fields ?? None) is var changed && changed == None ? null : changed;
}
