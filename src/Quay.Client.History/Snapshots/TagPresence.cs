namespace Quay.Client.History;

/// <summary>Whether there was a tag.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TagPresence>))]
public enum TagPresence
{
    /// <summary>The rows that are left cannot tell.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>There was one, and what it pointed at is known.</summary>
    [JsonStringEnumMemberName("present")]
    Present,

    /// <summary>There was none.</summary>
    [JsonStringEnumMemberName("absent")]
    Absent,
}
