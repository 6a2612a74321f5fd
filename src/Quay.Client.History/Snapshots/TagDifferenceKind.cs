namespace Quay.Client.History;

/// <summary>How a tag differs in two snapshots.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TagDifferenceKind>))]
public enum TagDifferenceKind
{
    /// <summary>It is in the second alone.</summary>
    [JsonStringEnumMemberName("added")]
    Added,

    /// <summary>It is in the first alone.</summary>
    [JsonStringEnumMemberName("removed")]
    Removed,

    /// <summary>It points at another manifest.</summary>
    [JsonStringEnumMemberName("moved")]
    Moved,

    /// <summary>It points at the same manifest, but by another row: it was pushed again, or deleted and brought back. Not told of two repositories.</summary>
    [JsonStringEnumMemberName("pushed_again")]
    PushedAgain,
}
