namespace Quay.Client.Paging;

/// <summary>
/// What is remembered of a row to know it again. Not the row: a thousand rows that outlive their page are a thousand that each garbage collection copies.
/// </summary>
/// <param name="Order">Where the row stands in its list, which is sorted by it, the highest first; 0 when that is not known.</param>
/// <param name="Identity">A number made of all that tells rows of the same order apart.</param>
internal readonly record struct RowKey(long Order, ulong Identity)
{
    private const ulong Mix = 0x9E3779B97F4A7C15;

    /// <summary>Both in one number.</summary>
    public ulong Hash => Identity ^ ((ulong)Order * Mix);

    /// <summary>Whether the row came to the list after another one; false where that is not known.</summary>
    public bool IsNewerThan(RowKey other) => Order > other.Order && other.Order != 0;
}
