namespace Quay.Client;

/// <summary>Represents a page of a numbered list as Quay identifies it: entries from <c>(number - 1) * limit</c> on.</summary>
internal readonly record struct PageRange(int Number, int Limit)
{
    // Quay silently reduces a larger limit.
    public const int MaxLimit = 100;

    public int Offset => (Number - 1) * Limit;

    public int End => Offset + Limit;

    /// <summary>
    /// Returns the page that begins at or before an offset, and ends as far as possible after the entries that were read. A limit larger
    /// than the size of a page is used only if no other page has a new entry.
    /// </summary>
    /// <param name="latestStart">The latest offset at which the page may begin.</param>
    /// <param name="read">The number of entries that were read.</param>
    /// <param name="pageSize">The usual number of entries per page.</param>
    public static PageRange Covering(int latestStart, int read, int pageSize)
    {
        PageRange best = default;
        int end = read;

        // A page with this limit ends at latestStart + limit at the latest.
        for (int limit = pageSize; limit > 0 && latestStart + limit > end; limit--)
        {
            Consider(limit);
        }

        for (int limit = pageSize + 1; limit <= MaxLimit && end == read; limit++)
        {
            Consider(limit);
        }

        return end > read ? best : new PageRange((latestStart / pageSize) + 1, pageSize);

        void Consider(int limit)
        {
            var page = new PageRange((latestStart / limit) + 1, limit);
            if (page.End > end)
            {
                (best, end) = (page, page.End);
            }
        }
    }
}
