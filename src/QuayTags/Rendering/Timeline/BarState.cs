namespace QuayTags;

/// <summary>Specifies what is known about the end of an entry.</summary>
internal enum BarState
{
    Ended,
    Alive,
    WillExpire,

    /// <summary>The entry was permanently deleted, or may have been. The end that Quay reports cannot be trusted.</summary>
    EndUnknown,
}
