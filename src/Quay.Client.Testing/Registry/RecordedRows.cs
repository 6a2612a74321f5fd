using System.Text.Json;

namespace Quay.Client.Testing.Registry;

/// <summary>Reads tag histories as Quay answers them: one answer of <c>…/tag/</c> a line, the newest row first.</summary>
/// <remarks>
/// Quay sorts by milliseconds and shows seconds, so the milliseconds are made up: rows that began in one second get them in the order of the recording, and
/// a row that ended in the second in which the tag's next row began ends in that row's millisecond.
/// </remarks>
internal static class RecordedRows
{
    public static void Load(FakeRepository repository, TextReader answers)
    {
        List<JsonElement> rows = [];
        for (int number = 1; answers.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                rows.AddRange(RowsOf(line, number));
            }
        }

        // Images before lists: a row of a list knows its images by their digests only.
        foreach (JsonElement row in rows.OrderBy(row => Is(row, "is_manifest_list")))
        {
            Manifest(repository, row);
        }

        Dictionary<string, FakeTagRow> newer = new(StringComparer.Ordinal);
        for (int first = 0, last; first < rows.Count; first = last)
        {
            long second = Second(rows[first], "start_ts") ?? 0;
            last = first + 1;
            while (last < rows.Count && (Second(rows[last], "start_ts") ?? 0) == second)
            {
                last++;
            }

            for (int index = first; index < last; index++)
            {
                string name = rows[index].GetProperty("name").GetString()!;
                newer[name] = Add(repository, rows[index], name, second == 0 ? 0 : (second * 1000) + last - 1 - index, newer.GetValueOrDefault(name));
            }
        }
    }

    private static List<JsonElement> RowsOf(string line, int number)
    {
        try
        {
            List<JsonElement> rows = [.. JsonElement.Parse(line).GetProperty("tags").EnumerateArray()];
            return rows.All(row => row.TryGetProperty("name", out _) && row.TryGetProperty("manifest_digest", out _))
                ? rows
                : throw new FormatException($"Line {number} has a row without 'name' or 'manifest_digest'.");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"Line {number} is no answer of Quay's tag list: {fault.Message}", fault);
        }
    }

    private static FakeTagRow Add(FakeRepository repository, JsonElement json, string name, long startMs, FakeTagRow? next)
    {
        long? end = Second(json, "end_ts");
        long? endMs = end is null ? null : Free(
            next is not null && next.StartMs / 1000 == end ? next.StartMs
            : startMs / 1000 == end ? startMs + 1
            : end.Value * 1000);
        FakeManifest manifest = Manifest(repository, json);
        var row = new FakeTagRow(name, manifest, startMs, endMs)
        {
            IsReversion = Is(json, "reversion"),
            IsImmutable = Is(json, "immutable"),
        };
        repository.History.Table.Add(row);
        return row;

        // No two rows of a tag end in one millisecond.
        long Free(long wanted)
        {
            while (repository.History.Table.Of(name).Any(other => other.EndMs == wanted))
            {
                wanted++;
            }

            return wanted;
        }
    }

    private static FakeManifest Manifest(FakeRepository repository, JsonElement row)
    {
        string digest = row.GetProperty("manifest_digest").GetString()!;
        if (repository.FindManifest(digest) is { } held)
        {
            return held;
        }

        if (Is(row, "is_manifest_list"))
        {
            var presence = row.TryGetProperty("child_manifests_presence", out JsonElement children) ? children.EnumerateObject().ToArray() : [];
            foreach (JsonProperty child in presence.Where(child => child.Value.GetBoolean() && repository.FindManifest(child.Name) is null))
            {
                repository.Hold(ImageMaker.Image(child.Name, child.Name));
            }

            return repository.Hold(ImageMaker.List([.. presence.Select(child => child.Name)], digest));
        }

        bool hasSize = row.TryGetProperty("size", out JsonElement size) && size.ValueKind == JsonValueKind.Number;
        return repository.Hold(ImageMaker.Image(digest, digest, hasSize ? size.GetInt64() : null));
    }

    private static long? Second(JsonElement row, string name) => row.TryGetProperty(name, out JsonElement value) ? value.GetInt64() : null;

    private static bool Is(JsonElement row, string name) => row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;
}
