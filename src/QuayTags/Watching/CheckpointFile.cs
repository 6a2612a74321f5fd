using System.Text.Json;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Saves the position of a watch in a file, which always holds a complete position.</summary>
internal sealed class CheckpointFile(FileInfo file)
{
    private string? _saved;

    /// <returns>The position; null if the file does not exist.</returns>
    /// <exception cref="UsageException">The file is not a position.</exception>
    public async Task<WatchPosition?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            return null;
        }

        try
        {
            return WatchPosition.Parse(await File.ReadAllTextAsync(file.FullName, cancellationToken));
        }
        catch (JsonException)
        {
            throw new UsageException($"{file} is not a checkpoint of 'watch'. Choose another file, or delete this one to begin now.");
        }
    }

    public void Write(WatchPosition? position)
    {
        if (position?.ToJson() is not { } json || json == _saved)
        {
            return;
        }

        string written = file.FullName + ".tmp";
        File.WriteAllText(written, json);
        File.Move(written, file.FullName, overwrite: true);
        _saved = json;
    }
}
