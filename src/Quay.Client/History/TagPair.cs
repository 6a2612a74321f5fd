namespace Quay.Client.History;

/// <summary>What a tag pointed at, at two instants.</summary>
/// <param name="Before">At the first.</param>
/// <param name="After">At the second.</param>
/// <param name="NewestStart">When the newest of its rows began; null when it has none, or that is not asked for.</param>
internal readonly record struct TagPair(TagAt Before, TagAt After, DateTimeOffset? NewestStart = null)
{
    public bool IsSame => Before.Reason is null && After.Reason is null && Before.Row?.ManifestDigest == After.Row?.ManifestDigest && Before.Row is null == After.Row is null;
}
