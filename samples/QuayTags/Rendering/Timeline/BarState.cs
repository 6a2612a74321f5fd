namespace QuayTags.Rendering.Timeline;

/// <summary>What is known of the end of a row.</summary>
internal enum BarState
{
    Ended,
    Alive,
    WillExpire,

    /// <summary>It was permanently deleted: Quay's end of it is not true.</summary>
    EndUnknown,
}
