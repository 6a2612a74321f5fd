namespace Quay.Client.History;

/// <summary>What became of one item.</summary>
public enum BulkStatus
{
    /// <summary>It was not begun: another item failed, the token was cancelled, or the progress listener threw.</summary>
    NotStarted,

    /// <summary>It was done.</summary>
    Done,

    /// <summary>It failed; <see cref="BulkResult{TItem,TResult}.Error"/> says how, and whether that means that it was not done.</summary>
    Failed,
}
