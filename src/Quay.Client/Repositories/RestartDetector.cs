namespace Quay.Client;

/// <summary>How the rows of a list show that it began again with a page.</summary>
internal static class RestartDetector
{
    /// <summary>
    /// Repositories are listed in the order of their making, so none comes twice, unless it is deleted and made again while the list is read. That is
    /// taken for a beginning only when it is the first of its page.
    /// </summary>
    public static Predicate<IReadOnlyList<RepositoryListItem>> OfRepositories()
    {
        HashSet<(string Namespace, string Name)> read = [];
        return page =>
        {
            bool isRestart = page is [var first, ..] && read.Contains((first.Namespace, first.Name));
            read.UnionWith(page.Select(row => (row.Namespace, row.Name)));
            return isRestart;
        };
    }

    /// <summary>
    /// A log is listed newest first, and two entries can look alike. So a page is a beginning when it goes back to a newer time than was read last, or when
    /// the whole of the first page, or of the one before it, comes again.
    /// </summary>
    public static Predicate<IReadOnlyList<LogEntry>> OfLogs()
    {
        DateTimeOffset? last = null;
        string[] first = [];
        string[] previous = [];
        return page =>
        {
            if (page.Count == 0)
            {
                return false;
            }

            string[] entries = [.. page.Select(LookOf)];
            bool isRestart = page[0].Time > last || entries.SequenceEqual(first) || entries.SequenceEqual(previous);
            first = last is null ? entries : first;
            previous = entries;
            last = page[^1].Time;
            return isRestart;
        };
    }

    private static string LookOf(LogEntry entry) => $"{entry.Time.UtcTicks} {entry.Kind} {entry.Performer?.Name} {entry.Address} {entry.Metadata}";
}
