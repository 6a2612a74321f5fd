using System.Text.Json.Serialization;

namespace QuayTags;

/// <summary>What became of one tag.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
internal enum Outcome
{
    /// <summary>It was changed.</summary>
    [JsonStringEnumMemberName("changed")]
    Changed,

    /// <summary>It was so already, and nothing was sent; in a dry run nothing would be.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>A dry run would have sent something.</summary>
    [JsonStringEnumMemberName("would_change")]
    WouldChange,

    /// <summary>Refused, by Quay or before anything was sent.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>It may have been changed or not.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>Another tag failed before.</summary>
    [JsonStringEnumMemberName("not_tried")]
    NotTried,
}
