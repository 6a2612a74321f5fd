namespace Quay.Client.Paging;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="Items">
/// The items, in Quay's order, without those that an earlier page held already and those that a filter of the query leaves out. It may be empty
/// although <paramref name="HasAdditional"/> is true.
/// </param>
/// <param name="Number">The number of the page, from 1.</param>
/// <param name="HasAdditional">Whether Quay has another page after this one.</param>
public sealed record QuayPage<T>(IReadOnlyList<T> Items, int Number, bool HasAdditional);
