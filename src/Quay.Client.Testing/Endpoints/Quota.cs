using Quay.Client.Testing.Registry;

namespace Quay.Client.Testing.Endpoints;

/// <summary>What repositories take up: each layer counts once in each, and so do the configurations of images.</summary>
internal static class Quota
{
    public static bool IsShown(FakeRegistry registry) => registry.Features.QuotaManagement && registry.Is(7);

    public static long BytesOf(FakeRepository repository) =>
        repository.QuotaBytes ?? repository.Manifests.SelectMany(manifest => manifest.Layers).DistinctBy(layer => layer.Digest).Sum(layer => layer.Size)
            + repository.Manifests.Sum(manifest => manifest.ConfigSize);

    public static long BytesOf(FakeNamespace owner, FakeRegistry registry) =>
        registry.Repositories.Values.Where(repository => repository.Namespace == owner).Sum(BytesOf);
}
