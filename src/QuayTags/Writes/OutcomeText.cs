using Quay.Client;

namespace QuayTags;

/// <summary>Describes the outcome of a write to a tag in lines. The digests are whole, so that users can copy them.</summary>
internal static class OutcomeText
{
    /// <summary>Gets the line for the output: what was done.</summary>
    public static string Line(TagOutcome outcome) => outcome switch
    {
        { Outcome: Outcome.Changed, After: null } => $"{outcome.Name}: deleted (before: {State(outcome.Before)})",
        { Outcome: Outcome.Changed } => $"{outcome.Name}: {State(outcome.After)} (before: {State(outcome.Before)})",
        _ => $"{outcome.Name}: unchanged, {State(outcome.After)}",
    };

    /// <summary>Gets the lines for standard error: failures and unexpected results.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="repository">The repository of the tag.</param>
    /// <param name="command">Formats a command that the user can copy.</param>
    public static IEnumerable<string> Notes(TagOutcome outcome, string repository, Func<IReadOnlyList<string>, string> command)
    {
        if (outcome.Error is { } error)
        {
            yield return error;
        }

        if (outcome.OtherEntries.Count > 0)
        {
            yield return $"Somebody else changed {outcome.Name} at the same time ({outcome.OtherEntries.Count}x). "
                + "In Quay, the last write wins.";
        }

        if (outcome.InheritedExpiration is { } end)
        {
            yield return $"{outcome.Name} expires at {end:u}, because a label of its image sets this time. "
                + $"To remove the expiry: {command(["expire", repository, outcome.Tag, "never"])}";
        }
    }

    public static string CurrentState(string tag, TagHistoryEntry? entry) =>
        entry is null ? $"{tag} does not exist" : $"{tag} points at {State(entry)}";

    private static string State(TagHistoryEntry? entry) => entry switch
    {
        null => "does not exist",
        { End: { } end } => $"{entry.ManifestDigest}, expires {end:u}",
        _ => $"{entry.ManifestDigest}, never expires",
    };
}
