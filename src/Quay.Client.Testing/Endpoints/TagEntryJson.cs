using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Creates the JSON of an entry in tag lists. Missing values are omitted, not null.</summary>
internal static class TagEntryJson
{
    public static JsonObject Of(FakeTagEntry entry, FakeRepository repository, FakeRegistry registry)
    {
        var json = new JsonObject { ["name"] = entry.Name, ["reversion"] = entry.IsReversion };
        if (registry.Features.ImmutableTags && registry.IsAtLeast(17))
        {
            json["immutable"] = entry.IsImmutable;
        }

        long start = Seconds(entry.StartMs);
        if (start > 0)
        {
            json["start_ts"] = start;
        }

        long? end = entry.EndMs is { } ms ? Seconds(ms) : null;
        if (end > 0)
        {
            json["end_ts"] = end;
        }

        json["manifest_digest"] = entry.Digest;
        json["is_manifest_list"] = entry.Manifest.IsManifestList;
        json["size"] = entry.Manifest.Size;
        if (start > 0)
        {
            json["last_modified"] = Rfc2822Date.Of(start);
        }

        if (end is { } seconds)
        {
            json["expiration"] = Rfc2822Date.Of(seconds);
        }

        if (entry.Manifest.IsManifestList && registry.IsAtLeast(17))
        {
            AddChildren(json, entry.Manifest, repository);
        }

        if (!registry.IsAtLeast(7))
        {
            // Docker v1 image IDs, which newer servers do not have.
            string image = ManifestFactory.DigestOf("image of " + entry.Digest)["sha256:".Length..];
            json["image_id"] = image;
            json["docker_image_id"] = image;
        }

        return json;
    }

    public static long Seconds(long milliseconds) => (long)Math.Floor(milliseconds / 1000m);

    private static void AddChildren(JsonObject json, FakeManifest list, FakeRepository repository)
    {
        Dictionary<string, bool> presence =
            list.Children.Distinct().ToDictionary(child => child, child => repository.FindManifest(child) is { Data: not "" });
        int present = list.Children.Count(child => presence[child]);
        json["is_sparse"] = present < list.Children.Count;
        json["child_manifest_count"] = list.Children.Count;
        json["present_child_count"] = present;
        json["child_manifests_presence"] = new JsonObject(presence.Select(child => KeyValuePair.Create(child.Key, (JsonNode?)child.Value)));
    }
}
