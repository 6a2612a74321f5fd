namespace Quay.Client;

internal static class LogEntryKey
{
    // Returns everything that Quay reports about an entry. Two entries of one second can have the same key.
    public static string Of(LogEntry entry) =>
        $"{entry.Time.UtcTicks} {entry.Kind} {entry.Performer?.Name} {entry.Address} {entry.Metadata}";
}
