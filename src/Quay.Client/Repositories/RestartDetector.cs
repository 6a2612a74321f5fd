namespace Quay.Client;

internal static class RestartDetector
{
    // Repositories are listed in the order of their creation. A repeated repository shows a restart, or was deleted and created again. It
    // counts as a restart only if it is the first of its page.
    public static Predicate<IReadOnlyList<RepositoryListItem>> OfRepositories()
    {
        HashSet<(string Namespace, string Name)> read = [];
        return page =>
        {
            bool isRestart = page is [var first, ..] && read.Contains((first.Namespace, first.Name));
            read.UnionWith(page.Select(item => (item.Namespace, item.Name)));
            return isRestart;
        };
    }

    // A log is listed newest first, and two entries can be equal. A page shows a restart if its first entry is newer than the last entry
    // before it, or if it equals the first or the previous page.
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

            string[] entries = [.. page.Select(LogEntryKey.Of)];
            bool isRestart = page[0].Time > last || entries.SequenceEqual(first) || entries.SequenceEqual(previous);
            first = last is null ? entries : first;
            previous = entries;
            last = page[^1].Time;
            return isRestart;
        };
    }
}
