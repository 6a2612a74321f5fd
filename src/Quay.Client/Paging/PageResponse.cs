namespace Quay.Client;

/// <summary>What one request of a paged endpoint gave.</summary>
/// <param name="Items">The items as they came.</param>
/// <param name="HasNext">Whether there is another page.</param>
/// <param name="Next">The cursor of the next page, when there is one.</param>
internal readonly record struct PageResponse<T, TCursor>(List<T> Items, bool HasNext, TCursor Next);
