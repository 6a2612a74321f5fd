namespace Quay.Client.History;

/// <summary>Holds what a scan knows about one repository.</summary>
internal sealed class ScanEntry(string repository)
{
    // Protects against two pushes in one second, an inexact clock, and reads from a replica that is behind.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    public string Repository => repository;

    // Gets the name within the namespace.
    public string Name => repository[(repository.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public bool Appeared { get; init; }

    // Gets or sets what the list of this scan shows.
    public DateTimeOffset? ListedModified { get; set; }

    public string? State { get; set; }

    // Gets or sets the number of the newest list that shows the repository.
    public int Round { get; set; }

    // Gets or sets whether this scan has returned a result.
    public bool HasResult { get; set; }

    // Gets or sets what was recorded about the last successful read.
    public DateTimeOffset? ReadModified { get; set; }

    public DateTimeOffset? ReadAt { get; set; }

    public bool IsFinished { get; set; }

    // Determines whether the list shows the same time as before the last read. That read must be newer than the last push, and recent.
    public bool IsUnchanged(DateTimeOffset now, TimeSpan rereadAfter) =>
        ReadAt is { } readAt
        && ReadModified == ListedModified
        && !(readAt < ReadModified.Plus(Margin))
        && (now - readAt).Duration() < rereadAfter;
}
