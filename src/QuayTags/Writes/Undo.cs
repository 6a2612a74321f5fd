using System.Globalization;
using Quay.Client;

namespace QuayTags;

/// <summary>Represents how to undo a write to a tag.</summary>
/// <param name="Commands">The arguments of each command, in order; empty if no command undoes the write.</param>
/// <param name="Limit">Why the commands do not restore the whole state of the tag; null if they do.</param>
internal sealed record Undo(IReadOnlyList<IReadOnlyList<string>> Commands, string? Limit = null)
{
    // Quay adjusts an earlier expiry of a new entry. The minute is for the user, who needs time to copy the command.
    private static readonly TimeSpan Earliest = TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1);

    /// <summary>Gets how to undo a write; null if it changed neither the digest nor the expiry.</summary>
    public static Undo? Of(string repository, TagOutcome outcome, DateTimeOffset now) => outcome switch
    {
        not { Outcome: Outcome.Changed } => null,
        { OtherEntries.Count: > 0 } => Impossible("somebody else changed the tag at the same time."),
        { Before: { ManifestDigest: null } } or { After: { ManifestDigest: null } } =>
            Impossible("Quay returned no digest of the tag."),
        { After: { Immutable: true } after } when after.Start != outcome.Before?.Start => Impossible("the tag is immutable now."),
        { Before: null, After: { } created } =>
            new([["delete", repository, outcome.Tag, "--expect", created.ManifestDigest!]]),
        { Before: not null } => Restore(repository, outcome.Tag, outcome.Before!, outcome.After, now),
        _ => null,
    };

    private static Undo Impossible(string reason) => new([], reason);

    private static Undo? Restore(
        string repository, string tag, TagHistoryEntry before, TagHistoryEntry? after, DateTimeOffset now)
    {
        List<IReadOnlyList<string>> commands = [];
        bool isMoved = after?.ManifestDigest != before.ManifestDigest;
        if (isMoved)
        {
            string expected = after is null ? TagWrite.ExpectNone : after.ManifestDigest!;
            commands.Add(["restore", repository, tag, "--to", before.ManifestDigest!, "--expect", expected]);
        }

        // Quay sets no expiry when it restores a tag, unless a label of the image sets one. The command then reports it.
        DateTimeOffset? restored = isMoved ? null : after!.End;
        string? limit = null;
        if (before.End != restored)
        {
            bool isSameEntry = after is not null && after.Start == before.Start;
            if (before.End is { } end && end < now + (isSameEntry ? TimeSpan.Zero : Earliest))
            {
                limit = $"the tag expired at {end:u}, and Quay lets no new entry expire sooner than one hour after its start.";
            }
            else
            {
                commands.Add(["expire", repository, tag, Text(before.End), "--expect", before.ManifestDigest!]);
            }
        }

        return commands.Count == 0 && limit is null ? null : new(commands, limit);
    }

    private static string Text(DateTimeOffset? expiry) =>
        expiry is { } time ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "never";
}
