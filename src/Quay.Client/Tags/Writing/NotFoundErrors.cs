namespace Quay.Client;

/// <summary>Says of a tag that is not there whether it ever was, and of a manifest what to do instead.</summary>
internal static class NotFoundErrors
{
    /// <summary>States when a permanently deleted entry can be restored.</summary>
    public const string RestorableWhileListed = "RestoreAsync with that digest can restore it only while Quay still lists the entry and holds the manifest.";

    public static QuayNotFoundException Tag(string repository, string tag, TagState state, QuayException? answer = null) => new(
        state.Rows switch
        {
            [{ IsPermanentlyDeleted: true } last, ..] =>
                $"There is no tag {TagName.In(repository, tag)} any more: it pointed at {last.ManifestDigest} and was permanently deleted. {RestorableWhileListed}",
            [var last, ..] => $"There is no tag {TagName.In(repository, tag)} any more: it pointed at {last.ManifestDigest} and ended {Ended(last)}. Restoring brings it back.",
            [] => $"There is no tag {TagName.In(repository, tag)}, and its history has no row of it. Check the name.",
        })
    {
        ResponseOf = answer,
    };

    /// <summary>A digest that no live tag reaches.</summary>
    public static QuayNotFoundException LiveManifest(string repository, string tag, string digest, TagState state, QuayNotFoundException answer)
    {
        string known = state.Rows.Where(row => row.ManifestDigest == digest).ToList() switch
        {
            [] => "RestoreAsync can restore a manifest that is only in the history.",
            var rows when rows.TrueForAll(row => row.IsPermanentlyDeleted) => $"It was permanently deleted. {RestorableWhileListed}",
            _ => $"The history of {TagName.In(repository, tag)} has it, so RestoreAsync can restore it.",
        };
        return new($"{repository} has no live tag that reaches {digest}, and Quay moves a tag only to a manifest that a live tag reaches. {known} {answer.Message}", answer)
        {
            ResponseOf = answer,
        };
    }

    /// <summary>A digest that the registry does not hold.</summary>
    public static QuayNotFoundException Manifest(string repository, string digest, QuayNotFoundException answer) =>
        new($"{repository} does not hold {digest} any more, or never did: what nothing points at is collected when the time machine's window is over. {answer.Message}", answer)
        {
            ResponseOf = answer,
        };

    private static string Ended(TagHistoryEntry row) => row.End is { } end ? $"at {end:u}" : "at an unknown time";
}
