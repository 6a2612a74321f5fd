namespace Quay.Client.History;

/// <summary>Determines which tags of Cosign signatures Quay deletes with the last tag of their image.</summary>
internal static class SignatureDeletions
{
    public static IEnumerable<AutoPruneDeletion> Of(RepositorySnapshot snapshot, IReadOnlyList<AutoPruneDeletion> deletions)
    {
        ILookup<string, AutoPruneDeletion> deleted = deletions.ToLookup(deletion => deletion.Tag, StringComparer.Ordinal);
        ILookup<string?, TagHistoryEntry> images = snapshot.Tags.Values
            .Where(tag => CosignTag.ImageOf(tag.Name) is null)
            .ToLookup(tag => tag.ManifestDigest, StringComparer.Ordinal);
        foreach (TagHistoryEntry signature in snapshot.Tags.Values.Where(tag => tag.Immutable != true))
        {
            if (CosignTag.ImageOf(signature.Name) is { } image && images.Contains(image))
            {
                AutoPruneDeletion? possible = Last(images[image], tag => deleted[tag.Name].FirstOrDefault(), snapshot);
                AutoPruneDeletion? certain =
                    Last(images[image], tag => deleted[tag.Name].FirstOrDefault(deletion => deletion.IsCertain), snapshot);
                foreach (AutoPruneDeletion last in new[] { possible, certain }.OfType<AutoPruneDeletion>().Distinct())
                {
                    if (!(signature.End <= last.At))
                    {
                        yield return last with
                        {
                            Tag = signature.Name,
                            ManifestDigest = signature.ManifestDigest,
                            Start = signature.Start,
                            Reason = "Its image loses its last tag.",
                        };
                    }
                }
            }
        }
    }

    // Returns the last deletion of the tags of an image; null if one of them then remains.
    private static AutoPruneDeletion? Last(
        IEnumerable<TagHistoryEntry> tags, Func<TagHistoryEntry, AutoPruneDeletion?> deletionOf, RepositorySnapshot snapshot)
    {
        ILookup<AutoPruneDeletion?, TagHistoryEntry> deletions = tags.ToLookup(deletionOf);
        AutoPruneDeletion? last = deletions.Select(deletion => deletion.Key)
            .OfType<AutoPruneDeletion>()
            .MaxBy(deletion => deletion.At ?? DateTimeOffset.MinValue);
        return last is null || deletions[null].Any(tag => !(tag.End <= last.At)) ? null : last with
        {
            // A tag in an unknown state may have the image, too.
            IsCertain = snapshot.Unknown.Count == 0 && deletions.All(deletion => deletion.Key?.IsCertain != false),
        };
    }
}
