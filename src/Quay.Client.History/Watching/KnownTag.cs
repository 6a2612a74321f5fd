namespace Quay.Client.History;

/// <summary>Represents a live tag as a watch knows it.</summary>
internal sealed record KnownTag
{
    [JsonPropertyName("start")]
    [JsonConverter(typeof(UnixSecondsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Start { get; init; }

    [JsonPropertyName("digest")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Digest { get; init; }

    // Gets when the tag was due to expire; null if it was not.
    [JsonPropertyName("expiration")]
    [JsonConverter(typeof(UnixSecondsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Expiration { get; init; }

    [JsonPropertyName("immutable")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsImmutable { get; init; }

    public static KnownTag Of(TagHistoryEntry entry) => new() { Start = entry.Start, Digest = entry.ManifestDigest };

    public bool Is(TagHistoryEntry entry) => (entry.Start, entry.ManifestDigest) == (Start, Digest);

    // An end that is not in the future can be that of a deletion, unless it was known before.
    public KnownTag With(TagHistoryEntry entry, DateTimeOffset readAt) => this with
    {
        Expiration = entry.End > readAt || entry.End == Expiration ? entry.End : null,
        IsImmutable = entry.Immutable == true,
    };

    public TagHistoryEntry ToEntry(string name) => new()
    {
        Name = name,
        Start = Start,
        End = Expiration,
        ManifestDigest = Digest,
        Immutable = IsImmutable ? true : null,
    };
}
