namespace Quay.Client;

internal sealed class TagExpirer(ITagApi api, TagWriter writer, TimeProvider serverClock)
{
    // Allows for a difference between the clocks, and for the time until the request arrives.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    // Returns the time in whole seconds, as Quay stores it.
    public DateTimeOffset Check(DateTimeOffset expiration, string parameter)
    {
        DateTimeOffset now = serverClock.GetUtcNow();
        return expiration > now
            ? DateTimeOffset.FromUnixTimeSeconds(expiration.ToUnixTimeSeconds())
            : throw OutOfRange.Of(parameter, $"The expiration must be in the future: {expiration} is not after the current time, {now}.");
    }

    // Throws if Quay would change the time for an entry that starts now.
    public void ThrowIfAdjusted(TagReference tag, DateTimeOffset expiration)
    {
        var limits = ExpirationLimits.Of(serverClock.GetUtcNow());
        if (limits.Clamp(expiration) != expiration)
        {
            throw new QuayConflictException(
                $"The new entry of {tag} starts now, so Quay lets it expire from {limits.Earliest:u} to {limits.Latest:u}, not at "
                + $"{expiration:u}. Nothing was sent. Choose a time in between.");
        }
    }

    public async Task<TagChange> SetAsync(
        TagReference tag,
        DateTimeOffset? expiration,
        TagWriteOptions options,
        TagHistoryEntry? expected,
        CancellationToken cancellationToken)
    {
        TagState before = await writer.ReadAsync(tag, options.Precondition, cancellationToken).ConfigureAwait(false);
        TagHistoryEntry alive = before.Alive ?? throw NotFoundErrors.Tag(tag, before);
        if (expected is not null && !TagState.IsSame(expected, alive))
        {
            throw new QuayConflictException(
                $"{tag} was moved to {ShortDigest.Of(alive.ManifestDigest)} at {alive.Start:u} by somebody else. The expiry was not sent.");
        }

        DateTimeOffset? wanted = expiration is { } time ? Adjusted(tag, alive, time, options.AcceptAdjustedExpiration) : null;
        if (alive.End == wanted)
        {
            return TagWriter.Unchanged(tag, before);
        }

        var write = new TagWrite
        {
            Name = wanted is null ? $"Clearing the expiry of {tag}" : $"Setting the expiry of {tag} to {wanted:u}",
            Tag = tag,
            Send = token => api.ChangeTagExpirationAsync(
                tag.Repository.ToString(), tag.Name.ToString(), new TagExpirationBody(expiration?.ToUnixTimeSeconds()), token),
            Verify = (earlier, later) => !later.IsStill(earlier) ? WriteOutcome.Unknown
                : later.Alive?.End == wanted ? WriteOutcome.Applied
                : later.Alive?.End == earlier.Alive?.End ? WriteOutcome.NotApplied
                : WriteOutcome.Unknown,
        };
        TagChange change = await writer.WriteAsync(write, before, cancellationToken).ConfigureAwait(false);
        return change.After is not null
            ? change
            : throw new QuayException(
                $"{write.Name}: the tag no longer exists. Either this server has a limit below 104 weeks, or somebody deleted it. "
                + "RestoreAsync can restore it.");
    }

    // Returns the time that Quay will set, if the caller accepts it.
    private DateTimeOffset Adjusted(TagReference tag, TagHistoryEntry alive, DateTimeOffset expiration, bool acceptAdjusted)
    {
        if (alive.Start is not { } start)
        {
            throw WouldExpireAtOnce($"{tag} has no start. Quay limits an expiry by the start, so the tag would expire at once.");
        }

        ExpirationLimits limits = ExpirationLimits.Of(start);
        if (limits.Latest <= serverClock.GetUtcNow().Plus(Margin))
        {
            throw WouldExpireAtOnce(
                $"{tag} has pointed at its manifest since {start:u}. Quay lets it expire at most 104 weeks after that time, so with any "
                + "expiry the tag would expire at once.");
        }

        DateTimeOffset adjusted = limits.Clamp(expiration);
        return adjusted == expiration || acceptAdjusted
            ? adjusted
            : throw new QuayConflictException(
                $"{tag} started at {start:u}, and Quay lets it expire from {limits.Earliest:u} to {limits.Latest:u}. It would silently set "
                + $"{adjusted:u} instead of {expiration:u}. Nothing was sent. Choose a time in between, or set AcceptAdjustedExpiration.");
    }

    private static QuayConflictException WouldExpireAtOnce(string reason) =>
        new($"{reason} Nothing was sent. First move the tag to its current digest with Force, which starts a new entry.");
}
