namespace Quay.Client.Testing;

/// <summary>Implements Quay's garbage collector.</summary>
internal static class Collector
{
    /// <summary>Removes the entries that ended before the time machine's window, and the manifests that only they used.</summary>
    public static void Run(FakeRepository repository, FakeRegistry registry)
    {
        TagHistory history = repository.History;
        long before = registry.Clock.NowMs - history.WindowMs;
        HashSet<FakeManifest> orphaned = [];
        history.Table.RemoveAll(entry =>
        {
            bool isRemoved = entry.EndMs <= before && !(history.IsImmutable(entry) && !registry.Features.ImmutableTagsCanExpire);
            if (isRemoved)
            {
                orphaned.Add(entry.Manifest);

                // Quay does this even if the tag has a live entry.
                repository.ForgetPulls(entry.Name);
            }

            return isRemoved;
        });

        for (var queue = new Queue<FakeManifest>(orphaned); queue.TryDequeue(out FakeManifest? manifest);)
        {
            bool isReferenced = history.Table.All.Any(entry => entry.Manifest == manifest)
                || repository.Manifests.Any(list => list != manifest && list.Children.Contains(manifest.Digest));
            if (!isReferenced && repository.Remove(manifest))
            {
                foreach (FakeManifest child in manifest.Children.Select(repository.FindManifest).OfType<FakeManifest>())
                {
                    queue.Enqueue(child);
                }
            }
        }
    }
}
