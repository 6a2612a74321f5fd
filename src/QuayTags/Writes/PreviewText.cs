using System.Globalization;
using Quay.Client;

namespace QuayTags;

/// <summary>Describes what a write would change, in the words of a plan's steps. The digests are whole.</summary>
internal static class PreviewText
{
    public static WriteKind KindOf(TagOutcome outcome) => outcome.Requests![0] switch
    {
        { Method: "DELETE" } => WriteKind.Delete,
        var request when request.Path.EndsWith("/restore", StringComparison.Ordinal) => WriteKind.Restore,
        { Body: { } body } when body["manifest_digest"] is null => WriteKind.Expire,
        _ => outcome.Before is null ? WriteKind.Create : WriteKind.Move,
    };

    /// <summary>Gets the line about a tag.</summary>
    /// <param name="outcome">An outcome without an error.</param>
    public static string Line(TagOutcome outcome)
    {
        if (outcome.Outcome != Outcome.WouldChange)
        {
            return $"keep {outcome.Tag}: it needs no change, because it {Points(outcome.After)}";
        }

        string? to = (string?)outcome.Requests![0].Body?["manifest_digest"];
        return KindOf(outcome) switch
        {
            WriteKind.Delete => $"delete {outcome.Tag}: it {Points(outcome.Before)}",
            WriteKind.Create => $"create {outcome.Tag} at {to}, {Expires(NewExpiry(outcome))}",
            WriteKind.Expire => $"expire {outcome.Tag} {At(NewExpiry(outcome))} instead of {At(outcome.Before?.End)}: "
                + $"it has pointed at {outcome.Before?.ManifestDigest} since {outcome.Before?.Start:u}",
            WriteKind.Restore when outcome.Before is null => $"restore {outcome.Tag} to {to}: it does not exist",
            WriteKind.Restore => $"restore {outcome.Tag} to {to}, {Expires(null)}: it {Points(outcome.Before)}",
            _ => $"move {outcome.Tag} to {to}, {Expires(NewExpiry(outcome))}: it {Points(outcome.Before)}",
        };
    }

    /// <summary>Gets the lines below that of the tag.</summary>
    public static IEnumerable<string> Details(TagOutcome outcome, bool isVerbose) =>
    [
        .. outcome.Remarks,
        .. isVerbose ? (outcome.Requests ?? []).Select(request => $"> {request}") : [],
    ];

    /// <summary>Gets the totals of a dry run.</summary>
    public static string Totals(IReadOnlyList<TagOutcome> outcomes)
    {
        int Count(Outcome outcome) => outcomes.Count(tag => tag.Outcome == outcome);
        string[] others =
        [
            .. Others(Count(Outcome.Unchanged), "needs no change", "need no change"),
            .. Others(outcomes.Count(tag => tag.IsRejected), "would be rejected", "would be rejected"),
            .. Others(Count(Outcome.Failed), "would fail", "would fail"),
            .. Others(Count(Outcome.NotTried), "was not checked", "were not checked"),
        ];
        return WriteText.Totals(
            outcomes.Where(outcome => outcome is { Outcome: Outcome.WouldChange, IsRejected: false }).Select(KindOf), others);
    }

    private static IEnumerable<string> Others(int count, string one, string many) =>
        count == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}")];

    private static DateTimeOffset? NewExpiry(TagOutcome outcome) =>
        (long?)outcome.Requests![^1].Body?["expiration"] is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static string At(DateTimeOffset? expiry) => expiry is { } time ? $"at {time:u}" : "never";

    private static string Expires(DateTimeOffset? expiry) => expiry is { } time ? $"expires {time:u}" : "never expires";

    private static string Points(TagHistoryEntry? entry) => entry is null
        ? "does not exist"
        : $"has pointed at {entry.ManifestDigest} since {entry.Start:u}, {Expires(entry.End)}";
}
