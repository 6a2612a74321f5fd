namespace Quay.Client.History;

/// <summary>Represents a tag that a plan does not change, and the reason.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SkippedTag
{
    /// <summary>Gets the repository of the tag.</summary>
    [JsonPropertyName("repository")]
    public required RepositoryName Repository { get; init; }

    /// <summary>Gets the name of the tag.</summary>
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>Gets the kind of the reason.</summary>
    [JsonPropertyName("kind")]
    public required SkipKind Kind { get; init; }

    /// <summary>Gets the reason as a human-readable sentence.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>Returns the repository, the tag and the reason on one line.</summary>
    public override string ToString() => SafeLine.Of($"leave {Repository}:{Tag}: {Reason}");

    internal static SkippedTag Of(RepositoryName repository, string tag, (SkipKind Kind, string Reason) why) =>
        new() { Repository = repository, Tag = tag, Kind = why.Kind, Reason = why.Reason };
}

/// <summary>Specifies why a plan skips a tag.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SkipKind>))]
public enum SkipKind
{
    /// <summary>The tag's state at the instant, or its present state, is unknown.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>The tag was created later, and <see cref="RollbackOptions.DeleteNewer"/> is false.</summary>
    [JsonStringEnumMemberName("newer")]
    Newer,

    /// <summary>The tag does not exist.</summary>
    [JsonStringEnumMemberName("not_found")]
    NotFound,

    /// <summary>The tag is immutable.</summary>
    [JsonStringEnumMemberName("immutable")]
    Immutable,

    /// <summary>Quay has deleted the manifest that the tag pointed at.</summary>
    [JsonStringEnumMemberName("manifest_deleted")]
    ManifestDeleted,

    /// <summary>No request can write to a tag with this name.</summary>
    [JsonStringEnumMemberName("unsupported_name")]
    UnsupportedName,
}
