namespace Quay.Client.History;

/// <summary>Adds up the sizes of the images that lose their last tag.</summary>
internal static class ImageSizes
{
    public static ReleasedImages Released(IReadOnlyList<RetentionVerdict> verdicts)
    {
        List<TagHistoryEntry> images =
        [
            .. verdicts.Where(verdict => verdict.Tag.Digest is not null)
                .GroupBy(verdict => verdict.Tag.Digest, StringComparer.Ordinal)
                .Where(image => image.All(verdict => verdict.Kept is null))
                .Select(image => image.First().Tag.Entry!),
        ];
        return new ReleasedImages
        {
            Count = images.Count,
            Bytes = images.Sum(image => image.Size ?? 0),
            UnknownSizes = images.Count(image => image.Size is null),
        };
    }
}
