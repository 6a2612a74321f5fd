using Quay.Client;

namespace QuayTags;

/// <summary>Describes the outcome of a write to a tag in lines. The digests are whole, so that users can copy them.</summary>
internal static class OutcomeText
{
    /// <summary>Gets the lines for the output: what was done, or each request that a dry run would send.</summary>
    public static IEnumerable<string> Lines(TagOutcome outcome, bool dryRun) => outcome.Requests is { } requests
        ? requests.Select((request, i) => i == 0 ? $"{request}: {outcome.Reason}" : $"then {request}")
        : [outcome switch
        {
            { Outcome: Outcome.Changed, After: null } => $"{outcome.Name}: deleted (before: {State(outcome.Before)})",
            { Outcome: Outcome.Changed } => $"{outcome.Name}: {State(outcome.After)} (before: {State(outcome.Before)})",
            _ when dryRun => $"Nothing would be sent: {CurrentState(outcome.Tag, outcome.After)}.",
            _ => $"{outcome.Name}: unchanged, {State(outcome.After)}",
        }];

    /// <summary>Gets the lines for the error output: failures and unexpected results.</summary>
    public static IEnumerable<string> Notes(TagOutcome outcome)
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
            yield return $"{outcome.Name} expires at {end:u}, as a label of its image demands. "
                + $"'expire … {outcome.Tag} never' removes the expiry.";
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
