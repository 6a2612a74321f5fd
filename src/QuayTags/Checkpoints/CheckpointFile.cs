using System.Text.Json;

namespace QuayTags;

/// <summary>Stores a checkpoint in a file.</summary>
internal sealed class CheckpointFile<T>(FileInfo file, Func<string, T> parse, Func<T, string> toJson)
    where T : class
{
    private string? _saved;

    /// <summary>Reads the checkpoint; null if there is no file yet.</summary>
    /// <exception cref="UsageException">The file is not a checkpoint of this command.</exception>
    public async Task<T?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            return null;
        }

        string text = await File.ReadAllTextAsync(file.FullName, cancellationToken);
        try
        {
            return parse(text);
        }
        catch (JsonException)
        {
            throw new UsageException($"{file} is not a checkpoint of this command. To begin again, remove the file or pass another one.");
        }
    }

    /// <summary>Throws if the checkpoint cannot be saved, without replacing it.</summary>
    public void EnsureWritable() => AtomicFile.EnsureWritable(file);

    public void Save(T checkpoint)
    {
        string json = toJson(checkpoint);
        if (json == _saved)
        {
            return;
        }

        AtomicFile.Write(file, json + "\n");
        _saved = json;
    }
}
