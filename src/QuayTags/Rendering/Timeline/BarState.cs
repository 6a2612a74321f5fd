namespace QuayTags;

/// <summary>What is known of the end of a row.</summary>
internal enum BarState
{
    Ended,
    Alive,
    WillExpire,

    /// <summary>It was permanently deleted, or may have been: Quay's end of it is not to be trusted.</summary>
    EndUnknown,
}
