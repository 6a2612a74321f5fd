using Quay.Client;

namespace QuayTags;

/// <summary>What became of a tag, in lines with whole digests, to be copied.</summary>
internal static class OutcomeText
{
    /// <summary>For the output: what was done, or each request that would be sent.</summary>
    public static IEnumerable<string> Lines(TagOutcome outcome, bool dryRun) => outcome.Requests is { } requests
        ? requests.Select((request, i) => i == 0 ? $"{request}: {outcome.Reason}" : $"then {request}")
        : [outcome switch
        {
            { Outcome: Outcome.Changed, After: null } => $"{outcome.Tag}: deleted (before: {State(outcome.Before)})",
            { Outcome: Outcome.Changed } => $"{outcome.Tag}: {State(outcome.After)} (before: {State(outcome.Before)})",
            _ when dryRun => $"Nothing would be sent: {CurrentState(outcome.Tag, outcome.After)}.",
            _ => $"{outcome.Tag}: unchanged, {State(outcome.After)}",
        }];

    /// <summary>For the errors: what went wrong, or not as somebody may expect.</summary>
    public static IEnumerable<string> Notes(TagOutcome outcome)
    {
        if (outcome.Error is { } error)
        {
            yield return error;
        }

        if (outcome.OtherEntries.Count > 0)
        {
            yield return $"Somebody else changed {outcome.Tag} at the same time ({outcome.OtherEntries.Count}x). "
                + "In Quay, the last write wins.";
        }

        if (outcome.InheritedExpiration is { } end)
        {
            yield return $"{outcome.Tag} expires at {end:u}, as a label of its image demands. "
                + $"'expire … {outcome.Tag} never' removes the expiry.";
        }
    }

    public static string CurrentState(string tag, TagHistoryEntry? row) =>
        row is null ? $"{tag} does not exist" : $"{tag} points at {State(row)}";

    private static string State(TagHistoryEntry? row) => row switch
    {
        null => "does not exist",
        { End: { } end } => $"{row.ManifestDigest}, expires {end:u}",
        _ => $"{row.ManifestDigest}, never expires",
    };
}
