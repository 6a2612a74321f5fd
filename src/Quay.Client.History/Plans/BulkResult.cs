namespace Quay.Client.History;

/// <summary>What became of one item.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
/// <typeparam name="TResult">The type of what is done with one.</typeparam>
public sealed record BulkResult<TItem, TResult>
{
    /// <summary>The item.</summary>
    public required TItem Item { get; init; }

    /// <summary>Where it stands among the items, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>What became of it.</summary>
    public required BulkStatus Status { get; init; }

    /// <summary>The result; the default of its type unless it was done.</summary>
    public TResult? Result { get; init; }

    /// <summary>How it failed; null unless it did.</summary>
    public Exception? Error { get; init; }

    /// <summary>Returns the item, its status and the message of its error on one line.</summary>
    public override string ToString() => SafeText.Line($"{Item}: {Status}{(Error is null ? "" : ": " + Error.Message)}");
}
