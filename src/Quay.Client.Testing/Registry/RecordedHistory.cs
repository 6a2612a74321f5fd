using System.Text;
using System.Text.Json;

namespace Quay.Client.Testing;

/// <summary>Loads tag histories from responses of <c>GET …/tag/</c>, newest entry first.</summary>
/// <remarks>
/// Quay sorts by milliseconds but returns seconds, so milliseconds must be chosen. Entries that start in the same second get them in their
/// recorded order. An entry that ended in the second in which the tag's next entry started ends in the millisecond of that start.
/// </remarks>
internal static class RecordedHistory
{
    private static readonly string[] Times = ["start_ts", "end_ts"];

    public static void Load(FakeRepository repository, TextReader responses) =>
        Load(repository, NewEntries(repository, responses.ReadToEnd()));

    /// <summary>Adds valid entries, newest first.</summary>
    public static void Load(FakeRepository repository, IReadOnlyList<JsonElement> entries)
    {
        // Images before lists: the entry of a list has only the digests of its images.
        foreach (JsonElement entry in entries.OrderBy(entry => IsTrue(entry, "is_manifest_list")))
        {
            Manifest(repository, entry);
        }

        Dictionary<string, FakeTagEntry> newer = new(StringComparer.Ordinal);
        for (int first = 0, last; first < entries.Count; first = last)
        {
            long second = UnixSeconds(entries[first], "start_ts") ?? 0;
            last = first + 1;
            while (last < entries.Count && (UnixSeconds(entries[last], "start_ts") ?? 0) == second)
            {
                last++;
            }

            for (int index = first; index < last; index++)
            {
                string name = entries[index].GetProperty("name").GetString()!;
                newer[name] = Add(
                    repository, entries[index], name, second == 0 ? 0 : (second * 1000) + last - 1 - index, newer.GetValueOrDefault(name));
            }
        }
    }

    /// <summary>Returns the entries of a text that the repository does not have yet.</summary>
    /// <remarks>Entries have no identity. Of equal entries, only those are returned that exceed the number in the repository.</remarks>
    private static List<JsonElement> NewEntries(FakeRepository repository, string text)
    {
        Dictionary<(string, string, long, bool), int> present = repository.History.Table.NewestFirst()
            .CountBy(entry => (entry.Name, entry.Digest, (long)Math.Floor(entry.StartMs / 1000m), entry.IsReversion)).ToDictionary();
        return [.. EntriesOf(text).Where(entry =>
        {
            var key = (
                entry.GetProperty("name").GetString()!,
                entry.GetProperty("manifest_digest").GetString()!,
                UnixSeconds(entry, "start_ts") ?? 0,
                IsTrue(entry, "reversion"));
            int left = present.GetValueOrDefault(key);
            present[key] = Math.Max(left - 1, 0);
            return left == 0;
        })];
    }

    private static List<JsonElement> EntriesOf(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true });
        List<JsonElement> entries = [];
        long start = 0;
        try
        {
            while (reader.Read())
            {
                start = reader.TokenStartIndex;
                JsonElement value = JsonElement.ParseValue(ref reader);
                entries.AddRange(value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(EntriesOf) : EntriesOf(value));
            }

            return entries;
        }
        catch (JsonException error)
        {
            throw new FormatException($"Line {error.LineNumber + 1} is not a response of Quay's tag list: {error.Message}", error);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            int line = bytes.AsSpan(0, (int)start).Count((byte)'\n') + 1;
            throw new FormatException($"The value that starts in line {line} is not a response of Quay's tag list: {error.Message}", error);
        }
    }

    /// <summary>Returns the entries of a response, or the value itself if it is an entry.</summary>
    private static IEnumerable<JsonElement> EntriesOf(JsonElement response)
    {
        JsonElement[] entries = response.TryGetProperty("tags", out JsonElement tags) ? [.. tags.EnumerateArray()] : [response];
        foreach (JsonElement entry in entries)
        {
            Validate(entry);
        }

        return entries;
    }

    /// <summary>Validates an entry, so that an error is found before the first entry is added.</summary>
    /// <exception cref="FormatException">A field is missing or has the wrong type.</exception>
    /// <exception cref="InvalidOperationException">The entry is not an object, or a string in it has an unpaired surrogate.</exception>
    private static void Validate(JsonElement entry)
    {
        if (!IsString(entry, "name") || !IsString(entry, "manifest_digest"))
        {
            throw new FormatException("An entry has no 'name' or no 'manifest_digest'.");
        }

        string name = entry.GetProperty("name").GetString()!;
        string? error = Times.FirstOrDefault(time => Value(entry, time) is { } value && !IsTime(value))
            ?? (Value(entry, "size") is { } size && !(size.ValueKind == JsonValueKind.Number && size.TryGetInt64(out _)) ? "size" : null)
            ?? (Value(entry, "child_manifests_presence") is { } children && !IsMapOfBooleans(children) ? "child_manifests_presence" : null);
        if (error is not null)
        {
            throw new FormatException($"The entry of '{name}' has an invalid '{error}': {entry.GetProperty(error).GetRawText()}.");
        }
    }

    private static bool IsString(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is not null;

    /// <summary>Determines whether a value is a Unix time in whole seconds, within the years 1 to 9999.</summary>
    private static bool IsTime(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long second) && second is >= -62_135_596_800 and < 253_402_300_800;

    private static bool IsMapOfBooleans(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
            && value.EnumerateObject().All(child => child.Value.ValueKind is JsonValueKind.True or JsonValueKind.False);

    /// <summary>Returns a field of an entry; null if it is missing or null.</summary>
    private static JsonElement? Value(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static FakeTagEntry Add(FakeRepository repository, JsonElement json, string name, long startMs, FakeTagEntry? next)
    {
        long? end = UnixSeconds(json, "end_ts");
        long? endMs = end is null ? null : Free(
            next is not null && next.StartMs / 1000 == end ? next.StartMs
            : startMs / 1000 == end ? startMs + 1
            : end.Value * 1000);
        FakeManifest manifest = Manifest(repository, json);
        var entry = new FakeTagEntry(name, manifest, startMs, endMs)
        {
            IsReversion = IsTrue(json, "reversion"),
            IsImmutable = IsTrue(json, "immutable"),
        };
        repository.History.Table.Add(entry);
        return entry;

        // No two entries of a tag end in the same millisecond.
        long Free(long wanted)
        {
            while (repository.History.Table.Of(name).Any(other => other.EndMs == wanted))
            {
                wanted++;
            }

            return wanted;
        }
    }

    private static FakeManifest Manifest(FakeRepository repository, JsonElement entry)
    {
        string digest = entry.GetProperty("manifest_digest").GetString()!;
        if (repository.FindManifest(digest) is { } existing)
        {
            return existing;
        }

        long? size = Value(entry, "size")?.GetInt64();
        if (IsTrue(entry, "is_manifest_list"))
        {
            var presence = Value(entry, "child_manifests_presence") is { } children ? children.EnumerateObject().ToArray() : [];
            foreach (JsonProperty child in presence.Where(child => child.Value.GetBoolean() && repository.FindManifest(child.Name) is null))
            {
                repository.GetOrAdd(ManifestFactory.CreateImage(child.Name, child.Name));
            }

            return repository.GetOrAdd(ManifestFactory.CreateList([.. presence.Select(child => child.Name)], digest, size));
        }

        // Quay returns null if it never computed the size.
        bool isSizeKnown = size is not null || !entry.TryGetProperty("size", out _);
        return repository.GetOrAdd(ManifestFactory.CreateImage(digest, digest, size, isSizeKnown));
    }

    private static long? UnixSeconds(JsonElement entry, string name) => Value(entry, name)?.GetInt64();

    private static bool IsTrue(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;
}
