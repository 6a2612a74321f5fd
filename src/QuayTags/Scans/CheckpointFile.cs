using System.Text;
using System.Text.Json;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Stores the checkpoint of a scan in a file. It replaces the whole file, so that an interruption leaves a valid one.</summary>
internal sealed class CheckpointFile(FileInfo file, TimeProvider clock)
{
    // The file lists all repositories, and would take long to write after each of many.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private long _saved = clock.GetTimestamp();

    /// <summary>Reads the checkpoint; null if there is no file yet.</summary>
    /// <exception cref="UsageException">The file is not a checkpoint.</exception>
    public async Task<ScanCheckpoint?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            return null;
        }

        string text = await File.ReadAllTextAsync(file.FullName, cancellationToken);
        try
        {
            return ScanCheckpoint.Parse(text);
        }
        catch (JsonException)
        {
            throw new UsageException($"{file} is not the checkpoint of a scan. To start a new scan, remove the file or pass another one.");
        }
    }

    public async Task SaveIfDueAsync(Func<ScanCheckpoint> checkpoint)
    {
        if (clock.GetElapsedTime(_saved) >= Interval)
        {
            await SaveAsync(checkpoint());
        }
    }

    // Cancellation does not interrupt it, because the checkpoint is saved after an interruption.
    public async Task SaveAsync(ScanCheckpoint checkpoint)
    {
        string next = file.FullName + ".new";
        await using (FileStream stream = File.Create(next))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(checkpoint.ToJson() + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, file.FullName, overwrite: true);
        _saved = clock.GetTimestamp();
    }
}
