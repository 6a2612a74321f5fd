namespace Quay.Client.History;

/// <summary>What happened to a tag.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TagEventKind>))]
public enum TagEventKind
{
    /// <summary>It began to point at a manifest, and what was before is not known: the collector may have taken its row, or that row's end is not known.</summary>
    [JsonStringEnumMemberName("began")]
    Began,

    /// <summary>It began to point at a manifest, and there was no such tag just before.</summary>
    [JsonStringEnumMemberName("created")]
    Created,

    /// <summary>
    /// It ceased to point at one manifest and began to point at another. As in Quay's own pages, a row that begins within two seconds of the end of the one
    /// before goes on with it.
    /// </summary>
    [JsonStringEnumMemberName("moved")]
    Moved,

    /// <summary>It was pushed, or moved, to the manifest that it pointed at already.</summary>
    [JsonStringEnumMemberName("pushed_again")]
    PushedAgain,

    /// <summary>It was restored to a manifest that it, or another tag, had pointed at.</summary>
    [JsonStringEnumMemberName("reverted")]
    Reverted,

    /// <summary>
    /// It ceased to be: deleted or expired, which the history cannot tell apart. The time is null where Quay's may be too early: of rows that are listed
    /// although they ended before the time machine's window, and of those that ended 104 weeks after their start.
    /// </summary>
    [JsonStringEnumMemberName("removed")]
    Removed,

    /// <summary>It expired: an earlier snapshot knew the date beforehand.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,

    /// <summary>It will expire then, unless that is changed.</summary>
    [JsonStringEnumMemberName("will_expire")]
    WillExpire,

    /// <summary>A row of it was taken out of the time machine. When the tag ceased to point at the manifest is not known: then, or at any time before.</summary>
    [JsonStringEnumMemberName("permanently_deleted")]
    PermanentlyDeleted,
}
