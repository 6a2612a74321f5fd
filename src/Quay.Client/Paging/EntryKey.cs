namespace Quay.Client;

/// <summary>
/// What a row is known again by, of which the <see cref="Hash"/> is remembered. Not the row: a thousand rows that outlive their page are a
/// thousand that each garbage collection copies.
/// </summary>
/// <param name="Order">Where the row stands in its list, which is sorted by it, the highest first; 0 when that is not known.</param>
/// <param name="Identity">A number made of all that tells rows of the same order apart.</param>
internal readonly record struct EntryKey(long Order, ulong Identity)
{
    private const ulong Mix = 0xD6E8FEB86659FD93;

    /// <summary>Both in one number.</summary>
    public ulong Hash => Identity ^ ((ulong)Order * Mix);

    /// <summary>Whether the row came to the list after another one; false where that is not known.</summary>
    public bool IsNewerThan(EntryKey other) => Order > other.Order && other.Order != 0;
}
