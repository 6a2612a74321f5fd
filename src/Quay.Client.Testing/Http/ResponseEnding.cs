namespace Quay.Client.Testing;

/// <summary>How an answer ends on the wire.</summary>
public enum ResponseEnding
{
    /// <summary>With its last byte.</summary>
    Complete,

    /// <summary>It does not: nothing more comes, and the connection stays open.</summary>
    Stall,

    /// <summary>The connection is cut.</summary>
    Cut,
}
