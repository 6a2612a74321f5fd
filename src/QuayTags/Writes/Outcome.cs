using System.Text.Json.Serialization;

namespace QuayTags;

/// <summary>Specifies the outcome of a write to one tag.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
internal enum Outcome
{
    /// <summary>The tag was changed.</summary>
    [JsonStringEnumMemberName("changed")]
    Changed,

    /// <summary>The tag was already in the requested state, so no write is needed.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>A dry run did not send the write that is needed.</summary>
    [JsonStringEnumMemberName("would_change")]
    WouldChange,

    /// <summary>Quay or the client rejected the write.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>It is unknown whether the write was applied.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>The write was not tried, because an earlier one failed.</summary>
    [JsonStringEnumMemberName("not_tried")]
    NotTried,
}
