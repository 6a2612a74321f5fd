namespace Quay.Client.History;

/// <summary>Why a plan leaves a tag alone.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SkippedTag
{
    /// <summary>Gets the kind of the reason.</summary>
    [JsonPropertyName("kind")]
    public required SkipKind Kind { get; init; }

    /// <summary>Gets the reason, a sentence for people.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>Returns the reason on one line.</summary>
    public override string ToString() => SafeLine.Of($"{Reason}");

    internal static SkippedTag Of(SkipKind kind, string reason) => new() { Kind = kind, Reason = reason };
}

/// <summary>Specifies why a plan skips a tag.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SkipKind>))]
public enum SkipKind
{
    /// <summary>What the tag pointed at then, or points at now, is unknown.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>The tag was created later, and <see cref="RollbackOptions.DeleteNewer"/> is off.</summary>
    [JsonStringEnumMemberName("newer")]
    Newer,

    /// <summary>The tag does not exist.</summary>
    [JsonStringEnumMemberName("not_found")]
    NotFound,

    /// <summary>The tag is immutable.</summary>
    [JsonStringEnumMemberName("immutable")]
    Immutable,

    /// <summary>Quay has deleted the manifest that the tag pointed at then.</summary>
    [JsonStringEnumMemberName("manifest_deleted")]
    ManifestDeleted,

    /// <summary>A request cannot write to a tag with this name.</summary>
    [JsonStringEnumMemberName("unsupported_name")]
    UnsupportedName,
}
