namespace Quay.Client;

/// <summary>
/// Represents a part of a numbered list: a page as Quay identifies it, which has the entries from <c>(number - 1) * limit</c> on, without
/// its first entries.
/// </summary>
internal readonly record struct PageRange(int Number, int Limit, int Skip = 0)
{
    // Quay silently reduces a larger limit.
    public const int MaxLimit = 100;

    public int Start => Offset + Skip;

    public int Offset => (Number - 1) * Limit;

    public int End => Offset + Limit;

    /// <summary>
    /// Returns the page that includes the entry at an offset, and ends as far as possible after the entries that were read. A limit larger
    /// than the usual number of entries is used only if no other page has a new one.
    /// </summary>
    /// <param name="start">The offset at which the part begins.</param>
    /// <param name="read">The number of entries that were read.</param>
    /// <param name="pageSize">The usual number of entries per page.</param>
    public static PageRange From(int start, int read, int pageSize)
    {
        (PageRange best, int end) = (default, read);

        // A page with this limit ends at start + limit at the latest.
        for (int limit = pageSize; limit > 0 && start + limit > end; limit--)
        {
            Consider(limit);
        }

        for (int limit = pageSize + 1; limit <= MaxLimit && end == read; limit++)
        {
            Consider(limit);
        }

        return end > read ? best : At(start, pageSize);

        void Consider(int limit)
        {
            PageRange page = At(start, limit);
            if (page.End > end)
            {
                (best, end) = (page, page.End);
            }
        }
    }

    private static PageRange At(int start, int limit)
    {
        (int before, int skip) = Math.DivRem(start, limit);
        return new PageRange(before + 1, limit, skip);
    }
}
