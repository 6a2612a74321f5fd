namespace Quay.Client;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed record QuayPage<T>
{
    /// <summary>
    /// The items, in Quay's order, without those that an earlier page held already and those that a filter of the query leaves out. It may
    /// be empty although <see cref="HasAdditional"/> is true.
    /// </summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>The number of the page, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Whether Quay has another page after this one.</summary>
    public required bool HasAdditional { get; init; }

    /// <summary>Returns the number of the page and of its items on one line.</summary>
    public override string ToString() => SafeText.Line($"page {Number}: {Counted.Of(Items?.Count ?? 0, "item")}{(HasAdditional ? ", more follow" : "")}");
}
