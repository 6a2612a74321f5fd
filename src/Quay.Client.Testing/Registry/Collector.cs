namespace Quay.Client.Testing;

/// <summary>What Quay's garbage collector does to a repository.</summary>
internal static class Collector
{
    /// <summary>Removes the rows that ended before the window, and the manifests that only they held.</summary>
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

                // Also when the tag has a row that lives.
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
