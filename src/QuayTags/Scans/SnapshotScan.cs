using Quay.Client.History;

namespace QuayTags;

/// <summary>Takes the results of a scan: writes the snapshots, and notes what was not read.</summary>
internal sealed class SnapshotScan(SnapshotWriter writer, ToolContext context) : IProgress<ScanProgress>
{
    // The file lists all repositories, and would take long to write after each of many.
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(10);

    private int _done;
    private int _unchanged;
    private int _failed;
    private int _missing;

    public int ExitCode => _failed > 0 ? QuayTags.ExitCode.Failed
        : _missing > 0 || !writer.IsComplete ? QuayTags.ExitCode.Incomplete
        : QuayTags.ExitCode.Success;

    public void Report(ScanProgress value) => context.Progress?.Report(
        $"{value}…", value is { IsListComplete: true, Listed: > 0 } ? (double)value.Processed / value.Listed : null);

    /// <summary>Takes the results, and saves the checkpoint now and then and at the end, also after an exception.</summary>
    public async Task RunAsync(RepositoryScan<RepositorySnapshot> scan, CheckpointFile<ScanCheckpoint>? file)
    {
        TimeProvider clock = context.ClientOptions.TimeProvider;
        long saved = clock.GetTimestamp();
        try
        {
            await foreach (ScanResult<RepositorySnapshot> result in scan)
            {
                Write(result);
                if (clock.GetElapsedTime(saved) >= SaveInterval)
                {
                    Save(scan.Checkpoint, file);
                    saved = clock.GetTimestamp();
                }
            }
        }
        finally
        {
            Save(scan.Checkpoint, file);
        }
    }

    public string Summary(DateTimeOffset instant)
    {
        string unchanged = _unchanged > 0 ? $", {_unchanged} unchanged" : "";
        string missing = _failed + _missing > 0 ? $", {_failed + _missing} missing" : "";
        return $"{Counted.Of(writer.Tags, "tag")} in {Counted.Of(_done, "repository", "repositories")}{unchanged}{missing} "
            + $"at {instant:u}, {writer.Unknown} unknown.";
    }

    // Before the list is read, an empty checkpoint would replace that of an earlier scan.
    private static void Save(ScanCheckpoint checkpoint, CheckpointFile<ScanCheckpoint>? file)
    {
        if (checkpoint.IsComplete || checkpoint.Repositories.Count > 0)
        {
            file?.Save(checkpoint);
        }
    }

    private void Write(ScanResult<RepositorySnapshot> result)
    {
        switch (result.Status)
        {
            case ScanStatus.Done:
                _done++;
                writer.Write(result.Value!);
                break;
            case ScanStatus.Unchanged:
                _unchanged++;
                break;
            case ScanStatus.Failed:
                _failed++;
                writer.Write(new SnapshotItem(result.Repository, SnapshotStatus.Failed) { Reason = result.Reason });
                break;
            case ScanStatus.Skipped:
                _missing++;
                writer.Write(new SnapshotItem(result.Repository, SnapshotStatus.Skipped) { Reason = result.Reason });
                break;
            default:
                _missing++;
                writer.Write(new SnapshotItem(result.Repository, SnapshotStatus.Vanished) { Reason = result.Reason });
                break;
        }
    }
}
