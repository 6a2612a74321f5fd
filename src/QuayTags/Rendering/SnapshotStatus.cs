namespace QuayTags;

/// <summary>Specifies what an item of a snapshot stands for. The JSON and the CSV have these names in lower case.</summary>
internal enum SnapshotStatus
{
    /// <summary>The tag existed, and its entry is known.</summary>
    Present,

    /// <summary>The tag did not exist. Only for a tag that was named.</summary>
    Absent,

    /// <summary>It is unknown whether the tag existed, or what it pointed at.</summary>
    Unknown,

    /// <summary>Tags of the repository can be missing, because its history does not go back far enough.</summary>
    Incomplete,

    /// <summary>The repository could not be read.</summary>
    Failed,

    /// <summary>The token does not allow to read the repository.</summary>
    Skipped,

    /// <summary>The repository was deleted meanwhile.</summary>
    Vanished,
}
