namespace QuayTags;

/// <summary>Specifies what a write does to a tag.</summary>
internal enum WriteKind
{
    Create,
    Move,
    Restore,
    Expire,
    Delete,
}
