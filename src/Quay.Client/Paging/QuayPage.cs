namespace Quay.Client;

/// <summary>Represents a page of a list.</summary>
public sealed class QuayPage<T>
{
    /// <summary>
    /// Gets the items in Quay's order. Repeats of earlier pages, and items that the query excludes, are removed. The list can therefore be
    /// empty even if <see cref="HasAdditional"/> is true.
    /// </summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Gets the number of the page in its enumeration, from 1; for a single page, Quay's number.</summary>
    public required int Number { get; init; }

    /// <summary>Gets whether Quay has another page after this one.</summary>
    public required bool HasAdditional { get; init; }

    /// <summary>Gets the positions after the items; null for a page that was not read from Quay as a part of a list.</summary>
    internal PagePositions? Positions { get; init; }

    /// <summary>Returns the position after an item of the page, to continue the list later.</summary>
    /// <param name="index">The index of the item in <see cref="Items"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not the index of an item.</exception>
    /// <exception cref="InvalidOperationException">Only pages of a tag history and of a list of repositories have positions.</exception>
    public ListPosition PositionAfter(int index)
    {
        OutOfRange.ThrowIfNotBetween(index, 0, Items.Count - 1, nameof(index));
        return Positions?.After(index)
            ?? throw new InvalidOperationException("The page has no positions. Only pages of GetHistory and Repositories.List have some.");
    }

    /// <summary>Returns the number of the page and the number of its items, on one line.</summary>
    public override string ToString() =>
        SafeLine.Of($"page {Number}: {Counted.Of(Items?.Count ?? 0, "item")}{(HasAdditional ? ", more follow" : "")}");
}
