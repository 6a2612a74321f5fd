using System.Text.Json;

namespace Quay.Client.Testing;

/// <summary>Parses the tag history of a repository in a seed.</summary>
/// <remarks>All entries have the form of Quay's API, with <c>manifest_digest</c>, or the short form of seeds, with <c>digest</c>.</remarks>
internal static class SeedHistory
{
    private const string DigestRule = "a digest, such as \"sha256:0cd3…\"";
    private const long MostBytes = 1L << 53;
    private const string TimeRule = "a Unix time in seconds";

    // The properties of Quay's entries. The fake derives those of the last lines from the others.
    private static readonly string[] RecordedProperties =
    [
        "name", "manifest_digest", "start_ts", "end_ts", "size", "reversion", "immutable", "is_manifest_list", "child_manifests_presence",
        "last_modified", "expiration", "is_sparse", "child_manifest_count", "present_child_count", "image_id", "docker_image_id",
    ];

    public static SeedRepository Parse(StrictJson history, SeedRepository repository)
    {
        StrictJson[] items = [.. history.Items()];
        if (items is [var first, ..] && first.RequireObjectKind().Find("manifest_digest") is not null)
        {
            Array.ForEach(items, ValidateRecorded);
            RequireQuaysOrder(items);
            return repository with { Recorded = [.. items.Select(item => item.Value)] };
        }

        SeedEntry[] entries = [.. items.Select(Entry)];
        RequireNoOverlap(entries);
        RequireOneManifestPerDigest(entries);
        return repository with { Entries = entries };
    }

    private static StrictJson RequireObjectKind(this StrictJson json) =>
        json.Value.ValueKind == JsonValueKind.Object ? json : throw json.Error("an object");

    private static SeedEntry Entry(StrictJson json)
    {
        json.RequireObject("name", "digest", "start", "end", "size", "reversion", "immutable", "children");
        StrictJson? children = json.Find("children");
        if (children is not null && json.Find("size") is { } size)
        {
            throw size.Error("no size, because the manifest list has none");
        }

        StrictJson name = json.Get("name");
        return new SeedEntry(
            Names.IsTag(name.Text()) ? name.Text() : throw name.Error($"the name of a tag, which {Names.TagRule}"),
            json.Path,
            Digest(json.Get("digest")),
            json.Get("start").Time().ToUnixTimeMilliseconds(),
            json.Find("end")?.Time().ToUnixTimeMilliseconds())
        {
            Size = json.Find("size")?.Whole(0, MostBytes, "a number of bytes, at most 2^53"),
            IsReversion = json.Find("reversion")?.Flag() ?? false,
            IsImmutable = json.Find("immutable")?.Flag() ?? false,
            Children = children?.Items().Select(Digest).ToList(),
        };
    }

    private static string Digest(StrictJson json)
    {
        string digest = json.Text(DigestRule);
        return Names.IsDigest(digest) ? digest : throw json.Error(DigestRule);
    }

    /// <summary>Verifies that entries of the short form start before the clock and end after their start.</summary>
    /// <remarks>
    /// Quay moves the end of a permanently deleted entry to the start of the time machine's window at that time, so such an end can be
    /// before the start.
    /// </remarks>
    /// <exception cref="FormatException">An entry has times that Quay does not produce.</exception>
    public static void RequirePossibleTimes(SeedRepository repository, DateTimeOffset? clock, TimeSpan window)
    {
        long now = clock?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        foreach (SeedEntry entry in repository.Entries)
        {
            if (entry.StartMs > now)
            {
                throw new FormatException($"{entry.Path}.start: expected a time that is not after the clock's {clock:u}.");
            }

            long deleted = (entry.EndMs ?? 0) + (long)window.TotalMilliseconds;
            if (entry.EndMs <= entry.StartMs && (entry.EndMs == entry.StartMs || deleted < entry.StartMs || deleted > now))
            {
                throw new FormatException(
                    $"{entry.Path}.end: expected a time after the start. Only a permanently deleted entry has an earlier one: the time of "
                    + "the deletion minus the time machine's window.");
            }
        }
    }

    /// <summary>
    /// Verifies that each entry of a tag ends before the next one starts. Entries that end before their start are ignored.
    /// </summary>
    private static void RequireNoOverlap(SeedEntry[] entries)
    {
        foreach (IGrouping<string, SeedEntry> tag in entries.GroupBy(entry => entry.Tag, StringComparer.Ordinal))
        {
            SeedEntry? previous = null;
            foreach (SeedEntry entry in tag.Where(entry => !(entry.EndMs <= entry.StartMs)).OrderBy(entry => entry.StartMs))
            {
                if (previous is not null && !(previous.EndMs <= entry.StartMs))
                {
                    throw new FormatException(
                        $"{entry.Path}: expected entries of the tag '{entry.Tag}' that do not overlap, but {previous.Path} "
                        + (previous.EndMs is null ? "has no end." : "ends after this entry starts."));
                }

                previous = entry;
            }
        }
    }

    private static void RequireOneManifestPerDigest(SeedEntry[] entries)
    {
        var manifests = new Dictionary<string, SeedEntry>(StringComparer.Ordinal);
        foreach (SeedEntry entry in entries)
        {
            if (!manifests.TryAdd(entry.Digest, entry) && manifests[entry.Digest] is var first
                && (first.Size != entry.Size || !(first.Children ?? []).SequenceEqual(entry.Children ?? [])))
            {
                throw new FormatException(
                    $"{entry.Path}: expected the same size and children as in {first.Path}, which has the same digest.");
            }
        }
    }

    private static void ValidateRecorded(StrictJson json)
    {
        json.RequireObject(RecordedProperties);
        json.Get("name").Text();
        Digest(json.Get("manifest_digest"));
        foreach (string time in new[] { "start_ts", "end_ts" })
        {
            json.Find(time)?.Whole(-62_135_596_800, 253_402_300_799, TimeRule);
        }

        if (json.Find("size") is { IsNull: false } size)
        {
            size.Whole(0, MostBytes, "a number of bytes, at most 2^53, or null");
        }

        foreach (string flag in new[] { "reversion", "immutable", "is_manifest_list" })
        {
            json.Find(flag)?.Flag();
        }

        foreach ((_, StrictJson isPresent) in json.Find("child_manifests_presence")?.Properties() ?? [])
        {
            isPresent.Flag();
        }
    }

    /// <summary>Verifies that entries are newest first, and that each tag has at most one entry without an end.</summary>
    /// <remarks>Other overlaps occur in histories of servers whose clocks differ.</remarks>
    private static void RequireQuaysOrder(StrictJson[] entries)
    {
        var live = new Dictionary<string, string>(StringComparer.Ordinal);
        long previous = long.MaxValue;
        foreach (StrictJson entry in entries)
        {
            long start = entry.Find("start_ts")?.Value.GetInt64() ?? 0;
            if (start > previous)
            {
                throw entry.Get("start_ts").Error("a start that is not after that of the previous entry, as in Quay's list");
            }

            previous = start;
            string tag = entry.Get("name").Text();
            if (entry.Find("end_ts") is null && !live.TryAdd(tag, entry.Path))
            {
                throw new FormatException(
                    $"{entry.Path}: expected entries of the tag '{tag}' that do not overlap, but {live[tag]} has no end_ts either.");
            }
        }
    }
}
