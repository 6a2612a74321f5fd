using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Computes the size of repositories: each layer counts once per repository, and so does each image configuration.</summary>
internal static class Quota
{
    public static bool IsShown(FakeRegistry registry) => registry.Features.QuotaManagement && registry.IsAtLeast(7);

    public static long BytesOf(FakeRepository repository) =>
        repository.QuotaBytes
            ?? repository.Manifests.SelectMany(manifest => manifest.Layers).DistinctBy(layer => layer.Digest).Sum(layer => layer.Size)
            + repository.Manifests.Sum(manifest => manifest.ConfigSize);

    /// <summary>Adds the quota report of a namespace, if the server has one.</summary>
    public static void AddTo(JsonObject json, FakeNamespace owner, FakeRegistry registry)
    {
        if (!IsShown(registry))
        {
            return;
        }

        json["quotas"] = new JsonArray();
        json["quota_report"] = new JsonObject
        {
            ["quota_bytes"] = BytesOf(owner, registry),
            ["configured_quota"] = owner.ConfiguredQuota,
            ["running_backfill"] = "complete",
            ["backfill_status"] = "complete",
        };
    }

    public static long BytesOf(FakeNamespace owner, FakeRegistry registry) =>
        registry.RepositoriesOf(owner).Sum(BytesOf);
}
