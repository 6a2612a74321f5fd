using Quay.Client.Errors;

namespace Quay.Client.Tags;

/// <summary>Says of a tag that is not there whether it ever was, and of a manifest what to do instead.</summary>
internal static class Missing
{
    public static QuayNotFoundException Tag(string repository, string tag, TagState state) => new(
        state.Rows is [var last, ..]
            ? $"There is no tag {repository}:{tag} any more: it pointed at {last.ManifestDigest} and ended {Ended(last)}. Restoring brings it back."
            : $"There is no tag {repository}:{tag}, and its history has no row of it. Check the name.");

    /// <summary>A digest that no live tag reaches.</summary>
    public static QuayNotFoundException LiveManifest(string repository, string tag, string digest, TagState state, QuayNotFoundException answer)
    {
        string known = state.Rows.Any(row => row.ManifestDigest == digest)
            ? $"The history of {repository}:{tag} has it, so RestoreAsync can bring it back"
            : "RestoreAsync takes one that the history alone holds";
        return new($"{repository} has no tag that is alive and reaches {digest}, which a tag can be moved to alone. {known}. {answer.Message}", answer)
        {
            AnswerOf = answer,
        };
    }

    /// <summary>A digest that the registry does not hold.</summary>
    public static QuayNotFoundException Manifest(string repository, string digest, QuayNotFoundException answer) =>
        new($"{repository} does not hold {digest} any more, or never did: what nothing points at is collected when the time machine's window is over. {answer.Message}", answer)
        {
            AnswerOf = answer,
        };

    private static string Ended(TagHistoryEntry row) => row is { IsPermanentlyDeleted: false, End: { } end } ? $"at {end:u}" : "at a time that is not known";
}
