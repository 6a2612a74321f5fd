namespace Quay.Client;

internal static class NotFoundErrors
{
    private const string RestorableWhileListed =
        "RestoreAsync with that digest can restore it only while Quay still lists the entry and stores the manifest.";

    public static QuayNotFoundException Tag(TagReference tag, TagState state, QuayException? response = null) => new(
        state.Entries switch
        {
            [{ IsPermanentlyDeleted: true } last, ..] =>
                $"{tag} no longer exists: it pointed at {last.ManifestDigest} and was permanently deleted. {RestorableWhileListed}",
            [var last, ..] =>
                $"{tag} no longer exists: it pointed at {ShortDigest.Of(last.ManifestDigest)} and ended {Ended(last)}. "
                + "RestoreAsync can restore it.",
            [] => $"The tag {tag} does not exist, and the history has no entry for it. Check the name.",
        })
    {
        ResponseOf = response,
    };

    public static QuayNotFoundException LiveManifest(
        TagReference tag, ManifestDigest digest, TagState state, QuayNotFoundException response)
    {
        string known = state.Entries.Where(entry => entry.ManifestDigest == digest.ToString()).ToList() switch
        {
            [] => "RestoreAsync can restore a manifest that is only in the history.",
            var entries when entries.TrueForAll(entry => entry.IsPermanentlyDeleted) =>
                $"It was permanently deleted. {RestorableWhileListed}",
            _ => $"The history of {tag} contains it, so RestoreAsync can restore it.",
        };
        return new(
            $"{tag.Repository} has no live tag that points at {digest}, and Quay moves a tag only to a manifest of a live tag. "
            + $"{known} {response.Message}",
            response)
        {
            ResponseOf = response,
        };
    }

    public static QuayNotFoundException Manifest(RepositoryName repository, ManifestDigest digest, QuayNotFoundException response) => new(
        $"{repository} does not store {ShortDigest.Of(digest.ToString())} any more, or never did: Quay deletes untagged manifests after "
        + $"the time machine's window. {response.Message}",
        response)
    {
        ResponseOf = response,
    };

    public static QuayNotFoundException InvalidManifest(TagReference tag, string digest) => new(
        $"The previous entry of {tag} has the digest {Quoted.Text(digest)}, which is not the digest of a manifest. Nothing was sent.");

    public static QuayNotFoundException PreviousManifest(TagReference tag, ManifestDigest? deleted) => new(
        $"The history of {tag} has no other manifest to restore"
        + (deleted is null
            ? ": it never had one, or the time machine's window has passed. Nothing was sent."
            : $" than {deleted}, which was permanently deleted. Nothing was sent. {RestorableWhileListed}"));

    private static string Ended(TagHistoryEntry entry) => entry.End is { } end ? $"at {end:u}" : "at an unknown time";
}
