namespace Quay.Client.History;

/// <summary>What a tag pointed at, at two instants.</summary>
/// <param name="Before">At the first.</param>
/// <param name="After">At the second.</param>
/// <param name="NewestStart">When the newest of its rows began; null when it has none, or that is not asked for.</param>
internal readonly record struct TagPair(TagAt Before, TagAt After, DateTimeOffset? NewestStart = null)
{
    // Two rows without a digest are the same only if they are one.
    public bool IsSame => (Before.Reason ?? After.Reason) is null
        && (Before.Row == After.Row || (Before.ManifestDigest is { } digest && digest == After.ManifestDigest));
}
